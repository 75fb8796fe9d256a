import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { askAtAlder, newestMessage } from "./mail";
import { PHONE } from "./site";
import { wordsOf } from "./words";

const PLANTED = "words of the one who planted";
const OWN = "words of the owner alone";

/** Whether an address and a password open an account. */
async function opens(page: Page, address: string, password: string): Promise<boolean> {
  const { origin } = new URL(page.url());
  const answer = await page.request.post(`${origin}/api/accounts/sign-in`, {
    data: { address, password },
    headers: { origin },
  });
  return answer.ok();
}

test("who confirms what somebody else asked for chooses the password, with nothing but keys", async ({
  site,
}) => {
  const stranger = await site.visit();
  const address = await askAtAlder(stranger, { mailbox: "owner", name: "Olive", password: PLANTED });
  const page = await site.visit({ path: (await newestMessage(stranger, address))!.link });
  const keys = await keyboardOnly(page);
  const password = page.getByRole("textbox", { name: "Choose a password" });
  await expect(page.getByRole("heading", { name: "Is this you?" })).toBeVisible();
  await expect(password).toBeHidden();
  await keys.tabTo(page.getByRole("button", { name: "Confirm this address" }));
  await keys.press("Enter");
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription(/asked for in another browser/);
  await look(page, "verify-link-elsewhere");
  await keys.type("short");
  await keys.press("Enter");
  await expect(page.getByText("A password has at least 10 characters.")).toBeVisible();
  await expect(password).toBeFocused();
  await keys.press("Control+A");
  await keys.type(OWN);
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeAttached();
  keys.expectNoPointer();

  expect(await opens(stranger, address, PLANTED)).toBe(false);
  expect(await opens(await site.visit(), address, OWN)).toBe(true);
});

test("a phone confirms by the code what a desk asked for, in Spanish", async ({ site }) => {
  const es = wordsOf("es");
  const desk = await site.visit();
  const address = await askAtAlder(desk, { mailbox: "phone", name: "Paz", password: OWN });
  const page = await site.visit({ ...PHONE, language: "es", path: "/verify" });
  await page.getByRole("textbox", { name: es("accounts.address") }).fill(address);
  await page.getByRole("button", { name: es("signUp.sendMessage") }).tap();
  const code = page.getByRole("textbox", { name: es("proof.code") });
  await expect(code, "another message has gone out").toBeVisible();
  await code.fill((await newestMessage(desk, address))!.code);
  await page.getByRole("button", { name: es("proof.confirm") }).tap();
  const password = page.getByRole("textbox", { name: es("signUp.choosePassword") });
  await expect(password).toBeFocused();
  await look(page, "es-phone-verify-code-elsewhere");
  await password.fill(OWN);
  await page.getByRole("button", { name: es("proof.confirm") }).tap();
  // The account speaks the language that it was asked for in.
  await expect(page.getByRole("heading", { name: "Today" })).toBeAttached();
});

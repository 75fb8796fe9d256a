import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { newestMessage } from "./mail";
import { expectConnection } from "./rooms";
import { PHONE, type Site } from "./site";
import { wordsOf } from "./words";

test.use({ isDemo: false });

const PASSWORD = "several plain words";

/** Fills in the sign-up form for Santa Monica College and sends it. */
async function askForAccount(page: Page, mailbox: string): Promise<string> {
  await page.goto("/sign-up");
  await page.getByRole("radio", { name: /California Community Colleges/ }).check();
  await page.getByRole("radio", { name: /Santa Monica College/ }).check();
  await page.getByRole("textbox", { name: "Mailbox name" }).fill(mailbox);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana Example");
  await page.getByRole("textbox", { name: "Choose a password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Send me the message" }).click();
  await expect(page.getByRole("heading", { name: "Look in your mailbox" })).toBeVisible();
  return `${mailbox}@smc.edu`;
}

async function signIn(page: Page, address: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Campus address" }).fill(address);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Somebody of Santa Monica College who is signed in. */
async function member(site: Site, mailbox: string): Promise<{ page: Page; address: string }> {
  const page = await site.visit();
  const address = await askForAccount(page, mailbox);
  await page
    .getByRole("textbox", { name: "Six-digit code" })
    .fill((await newestMessage(page, address))!.code);
  await page.getByRole("button", { name: "Confirm this address" }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeAttached();
  return { page, address };
}

test("somebody of a member campus signs up and confirms by the link of the message", async ({
  sharedSite: site,
}) => {
  const page = await site.visit();
  await look(page, "welcome");
  await page.getByRole("link", { name: "Sign up with your campus address" }).click();

  await test.step("the categories and institutions are those of the real programs", async () => {
    await expect(page.getByRole("group", { name: "Registration category" }).getByRole("radio")).toHaveCount(
      3,
    );
    await page.getByRole("radio", { name: "Racial Equity Leadership Alliance (CSUs)" }).check();
    const institutions = page.getByRole("group", { name: "Institution" });
    await expect(institutions.getByRole("radio")).toHaveCount(2);
    await expect(institutions).toContainText("Cal Poly Pomona");
    await page.getByRole("radio", { name: /California Community Colleges/ }).check();
    await institutions.getByRole("radio", { name: /Santa Monica College/ }).check();
  });

  await test.step("the address is built from the campus's own domain", async () => {
    const mailbox = page.getByRole("textbox", { name: "Mailbox name" });
    await mailbox.fill("Lopez.Ana@smc.edu");
    await expect(mailbox).toHaveValue("Lopez.Ana");
    await mailbox.fill("ana@evil.com");
    await expect(mailbox).toHaveAccessibleDescription(/Only the part before the @/);
    await page.getByRole("button", { name: "Send me the message" }).click();
    await expect(page.getByRole("textbox", { name: "Your name" })).toHaveAccessibleDescription(
      /Write the name that colleagues know you by/,
    );
    await look(page, "sign-up-with-errors");
    await mailbox.fill("ana.lopez");
    await page.getByRole("textbox", { name: "Your name" }).fill("Ana López");
    await page.getByRole("textbox", { name: "Office or department" }).fill("Counseling");
    await page.getByRole("textbox", { name: "Choose a password" }).fill(PASSWORD);
    await look(page, "sign-up");
    await page.getByRole("button", { name: "Send me the message" }).click();
  });

  await test.step("the page says where campus mail hides the message", async () => {
    await expect(page.getByText("ana.lopez@smc.edu")).toBeVisible();
    await expect(page.getByText(/quarantine page/)).toBeVisible();
    await look(page, "verify-code");
  });

  const link = await test.step("the message waits in the outbox", async () => {
    await page.getByRole("link", { name: "Open the outbox" }).click();
    await expect(page.getByRole("heading", { name: "Outbox" })).toBeVisible();
    const message = page.getByRole("listitem").filter({ hasText: "ana.lopez@smc.edu" });
    await expect(message).toContainText("Confirm your campus address");
    await look(page, "outbox");
    return (await message.getByRole("link").getAttribute("href"))!;
  });

  await test.step("opening the link changes nothing, as often as scanners like", async () => {
    for (let time = 0; time < 3; time++) expect((await page.request.get(link)).ok()).toBe(true);
    const scanner = await site.visit({ path: link });
    await expect(scanner.getByRole("heading", { name: "Is this you?" })).toBeVisible();
    const early = await site.visit();
    await signIn(early, "ana.lopez@smc.edu", PASSWORD);
    await expect(early.getByText(/Confirm your campus address first/)).toBeVisible();
    await look(early, "sign-in-unverified");
    await early.getByRole("link", { name: /Enter the code/ }).click();
    await expect(early.getByRole("textbox", { name: "Six-digit code" })).toBeVisible();
  });

  await test.step("the person confirms, and is inside", async () => {
    await page.goto(link);
    await look(page, "verify-link");
    await page.getByRole("button", { name: "Confirm this address" }).click();
    await expect(page.getByRole("heading", { name: "Today" })).toBeAttached();
    await expect(page.getByRole("button", { name: "Menu of Ana López" })).toBeVisible();
    await expect(page.getByText("Your debriefs")).toBeVisible();
    await look(page, "today-new-member");
  });

  await test.step("the link worked once", async () => {
    const late = await site.visit({ path: link });
    await late.getByRole("button", { name: "Confirm this address" }).click();
    await expect(late.getByText(/does not work, or not any more/)).toBeVisible();
    await look(late, "verify-link-spent");
  });
});

test("the six digits confirm as well; after five wrong ones only a new message does", async ({
  sharedSite: site,
}) => {
  const page = await site.visit();
  await page.clock.install();
  const address = await askForAccount(page, "six.digits");
  const first = (await newestMessage(page, address))!.code;
  const wrong = first === "000000" ? "111111" : "000000";
  const code = page.getByRole("textbox", { name: "Six-digit code" });
  const confirm = page.getByRole("button", { name: "Confirm this address" });

  await code.fill("12 3");
  await confirm.click();
  await expect(code).toHaveAccessibleDescription(/The code has six digits/);
  for (let attempt = 0; attempt < 5; attempt++) {
    await code.fill(wrong);
    const answer = page.waitForResponse(/accounts\/verify/);
    await confirm.click();
    expect((await answer).status()).toBe(422);
  }
  await code.fill(first);
  const refused = page.waitForResponse(/accounts\/verify/);
  await confirm.click();
  expect((await refused).status()).toBe(422);
  await expect(page.getByText(/after five wrong codes only its link/)).toBeVisible();
  await look(page, "verify-code-refused");

  await expect(page.getByRole("button", { name: /Send it again in \d+ s/ })).toBeDisabled();
  await page.clock.fastForward(61_000);
  await page.getByRole("button", { name: "Send it again", exact: true }).click();
  await expect(page.getByText("Another message is on its way.").first()).toBeVisible();
  await code.fill((await newestMessage(page, address))!.code);
  await confirm.click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeAttached();
});

test("a category without institutions says what to do", async ({ sharedSite: site }) => {
  const page = await site.visit({ path: "/sign-up" });
  await page.getByRole("radio", { name: "Racial Equity Leadership Academy (K-12)" }).check();
  await expect(page.getByText(/No institution is listed in this category yet/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send me the message" })).toBeHidden();
  await look(page, "sign-up-no-institution");
});

test("who has an account already is told so by mail, and by nothing on the page", async ({
  sharedSite: site,
}) => {
  const { address } = await member(site, "known.person");
  const page = await site.visit();
  await askForAccount(page, "known.person");
  expect((await newestMessage(page, address))!.subject).toContain("You already have an account");
});

test("a forgotten password is replaced by the link, and every other session ends", async ({
  sharedSite: site,
}) => {
  const { page: elsewhere, address } = await member(site, "forgetful");
  const page = await site.visit();
  await signIn(page, address, "not the right words");
  await expect(page.getByText(/do not go together/)).toBeVisible();
  await look(page, "sign-in-refused");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await look(page, "forgot");
  await page.getByRole("textbox", { name: "Campus address" }).fill(address);
  await page.getByRole("button", { name: "Send me the message" }).click();
  await expect(page.getByText(`If ${address} has an account`)).toBeVisible();
  await look(page, "reset-by-code");

  const message = (await newestMessage(page, address))!;
  expect(message.subject).toContain("Choose a new password");
  await page.goto(message.link);
  await look(page, "reset-by-link");
  await page.getByRole("textbox", { name: "New password" }).fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("A password has at least 10 characters.")).toBeVisible();
  await page.getByRole("textbox", { name: "New password" }).fill("other plain words");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Today" })).toBeAttached();

  await expect(elsewhere.getByRole("dialog", { name: "Sign in again" })).toBeVisible();
  const again = await site.visit();
  await signIn(again, address, PASSWORD);
  await expect(again.getByText(/do not go together/)).toBeVisible();
  await signIn(again, address, "other plain words");
  await expect(again.getByRole("heading", { name: "Today" })).toBeAttached();
});

test("signing out everywhere ends the other window within a second", async ({ sharedSite: site }) => {
  const { page, address } = await member(site, "two.windows");
  const other = await site.visit();
  await signIn(other, address, PASSWORD);
  await expectConnection(other, "Live");

  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("link", { name: "Sign up with your campus address" })).toBeVisible();
  await expect(other.getByRole("banner").getByRole("status")).not.toHaveText("Live", { timeout: 1_000 });
  await expect(other.getByRole("dialog", { name: "Sign in again" })).toBeVisible();
  await look(other, "session-ended");
  await other.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other.getByRole("dialog")).toBeHidden();
  await expectConnection(other, "Live");
});

test("somebody signs up on a phone, in Spanish, with nothing but keys", async ({ sharedSite: site }) => {
  const es = wordsOf("es");
  const page = await site.visit({ ...PHONE, language: "es" });
  const keys = await keyboardOnly(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await look(page, "es-phone-welcome");
  await keys.tabTo(page.getByRole("link", { name: es("welcome.signUp") }));
  await keys.press("Enter");

  await keys.tabTo(
    page
      .getByRole("group", { name: es("signUp.category") })
      .getByRole("radio")
      .first(),
  );
  await keys.press("Space", "ArrowDown");
  await keys.tabTo(
    page
      .getByRole("group", { name: es("signUp.institution") })
      .getByRole("radio")
      .first(),
  );
  await keys.press("Space", "Tab");
  await expect(page.getByRole("textbox", { name: es("signUp.mailbox") })).toBeFocused();
  await keys.type("luz.perez");
  await keys.press("Tab");
  await keys.type("Luz Pérez");
  await keys.press("Tab", "Tab");
  await keys.type(PASSWORD);
  await look(page, "es-phone-sign-up");
  await keys.press("Enter");

  await expect(page.getByRole("heading", { name: es("proof.lookTitle") })).toBeFocused();
  await look(page, "es-phone-verify-code");
  const message = (await newestMessage(page, "luz.perez@smc.edu"))!;
  expect(message.text).toContain("Luz Pérez");
  await keys.tabTo(page.getByRole("textbox", { name: es("proof.code") }));
  await keys.type(message.code);
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: es("nav.today") })).toBeAttached();
  await look(page, "es-phone-today-new-member");
  keys.expectNoPointer();
});

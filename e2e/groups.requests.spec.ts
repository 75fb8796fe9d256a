import { expect, test } from "./fixtures";
import { expectGroup, foundGroup } from "./groups";
import { look } from "./look";
import { PHONE } from "./site";
import { wordsOf } from "./words";

test("a phone asks in Spanish, is told no and why, asks again and is let in", async ({ site }) => {
  test.slow();
  const es = wordsOf("es");
  const fay = await site.as("fay", { ...PHONE, language: "es", path: "/settings" });
  const group = await foundGroup(fay, {
    name: "Estudiantes de primera generación en transferencia",
    purpose: "Lo que ayuda a quienes son los primeros de su familia en la universidad, y lo que estorba.",
    joining: "request",
    norms: ["Lo que se dice aquí se queda aquí.", "Hablamos por cuenta propia."],
  });
  const mia = await site.as("mia", { ...PHONE, language: "es", path: "/groups" });
  await mia.getByRole("link", { name: /^Estudiantes de primera/ }).tap();
  const words = mia.getByRole("textbox", { name: es("groups.ask.words") });
  await words.fill("Trabajo en la biblioteca con estudiantes de transferencia.");
  await mia.reload();
  await expect(words).toHaveValue("Trabajo en la biblioteca con estudiantes de transferencia.");
  await look(mia, "es-phone-group-ask");
  await mia.getByRole("button", { name: es("groups.ask.do") }).tap();
  await expect(mia.getByText(es("groups.ask.asked"))).toBeVisible();
  await look(mia, "es-phone-group-asked");

  await test.step("no, and why", async () => {
    await fay.goto("/new");
    const asked = fay.getByRole("link", { name: /^Mia pide entrar en «Estudiantes/ });
    await expect(fay.getByText("Trabajo en la biblioteca")).toBeVisible();
    await look(fay, "es-phone-new-asked");
    await asked.tap();
    await expect(fay.getByRole("button", { name: es("groups.requests.decline") })).toBeVisible();
    await expect(fay.getByText("Trabajo en la biblioteca")).toBeVisible();
    await look(fay, "es-phone-group-requests");
    await fay.getByRole("button", { name: es("groups.requests.declineOf", { name: "Mia" }) }).tap();
    const dialog = fay.getByRole("dialog");
    const reason = dialog.getByRole("textbox", { name: es("groups.requests.reason") });
    await dialog.getByRole("button", { name: es("groups.requests.declineConfirm") }).tap();
    await expect(reason).toBeFocused();
    await reason.fill("Empezamos en enero. Vuelva a solicitarlo entonces.");
    await look(fay, "es-phone-group-decline");
    await dialog.getByRole("button", { name: es("groups.requests.declineConfirm") }).tap();
    await expect(fay.getByText(es("groups.requests.none"))).toBeVisible();
    await look(fay, "es-phone-group-no-requests");
    await fay.goto("/new");
    await expect(asked).toBeHidden();
    await mia.goto("/new");
    await expect(mia.getByText(/^Quienes facilitan escriben: Empezamos en enero/)).toBeVisible();
    await mia.getByRole("link", { name: /no le ha dejado entrar$/ }).tap();
    await expect(mia.getByText("Empezamos en enero.")).toBeVisible();
    await look(mia, "es-phone-groups-declined");
  });

  await test.step("two facilitators answer at once: the second is told", async () => {
    await mia.goto(group.path);
    await words.fill("Ya es enero.");
    await mia.getByRole("button", { name: es("groups.ask.do") }).tap();
    await expect(mia.getByText(es("groups.ask.asked"))).toBeVisible();
    await fay.goto(`${group.path}/requests`);
    const second = await site.another(fay, `${group.path}/requests`);
    const letIn = es("groups.requests.letInOf", { name: "Mia" });
    await expect(second.getByRole("button", { name: letIn })).toBeVisible();
    await second.getByRole("button", { name: es("groups.requests.declineOf", { name: "Mia" }) }).tap();
    await fay.getByRole("button", { name: letIn }).tap();
    await expect(fay.getByText(es("groups.requests.letInDone", { name: "Mia" }))).toBeVisible();
    await second.getByRole("textbox", { name: es("groups.requests.reason") }).fill("Demasiado tarde.");
    await second
      .getByRole("dialog")
      .getByRole("button", { name: es("groups.requests.declineConfirm") })
      .tap();
    await expect(second.getByRole("dialog").getByRole("alert")).toContainText("se ha respondido");
    await mia.goto(`${group.path}/people`);
    await expect(mia.getByRole("region", { name: es("groups.part.people") })).toContainText("Fay");
    await look(mia, "es-phone-group-people");
  });

  await test.step("an invitation is for one address alone", async () => {
    await fay.goto(`${group.path}/invitations`);
    const address = fay.getByRole("textbox", { name: es("groups.invite.address") });
    await address.fill("ola@elsewhere.example");
    await fay.getByRole("button", { name: es("groups.invite.do"), exact: true }).tap();
    await expect(address).toHaveAccessibleDescription(/Esa no es una dirección de uno de los campus/);
    await address.fill("max@alder.example");
    await fay.getByRole("button", { name: es("groups.invite.do"), exact: true }).tap();
    await expect(fay.getByRole("listitem").filter({ hasText: "max@alder.example" })).toBeVisible();
    await look(fay, "es-phone-group-invitations");
    const ola = await site.as("ola", { path: "/groups/invitations" });
    await expect(ola.getByText("No invitation is open")).toBeVisible();
    await look(ola, "groups-no-invitation");
    const max = await site.as("max", { ...PHONE, language: "es", path: "/groups/invitations" });
    await expect(max.getByText(es("groups.invitation.by", { name: "Fay" }))).toBeVisible();
    await look(max, "es-phone-groups-invited");
    await max.getByRole("button", { name: es("groups.join.do") }).tap();
    await expectGroup(max, "Estudiantes de primera generación en transferencia");
    await expect(max.getByRole("link", { name: es("groups.part.people") })).toBeVisible();
    await look(max, "es-phone-group");
    await fay.goto(`${group.path}/settings`);
    await expect(fay.getByRole("button", { name: es("groups.archive.do") })).toBeVisible();
    await look(fay, "es-phone-group-settings");
    await fay.goto("/groups/new");
    await expect(fay.getByRole("button", { name: es("groups.found.confirm") })).toBeVisible();
    await look(fay, "es-phone-groups-new");
  });
});

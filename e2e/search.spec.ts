import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, look } from "./look";
import { PHONE, type Site } from "./site";
import { allianceSpace, replyTo, type Started, startThread, words } from "./threads";

/** What is found on each site: stories that only look share it. */
const filled = new Map<string, Promise<{ mentoring: Started }>>();

function fill(site: Site): Promise<{ mentoring: Started }> {
  const known = filled.get(site.origin) ?? sayThings(site);
  filled.set(site.origin, known);
  return known;
}

/** What people said, so that every filter has something to leave out. */
async function sayThings(site: Site): Promise<{ mentoring: Started }> {
  const space = await allianceSpace(site);
  const [, questions, practice] = space.categories;
  const max = await site.caller("max");
  const ola = await site.caller("ola");
  const mentoring = await startThread(max, questions!.id, {
    title: "Who mentors transfer students?",
    kind: "question",
    tags: ["transfer"],
    body: words("We were pairing every newcomer with a zebrafinch guide in the first month."),
  });
  await replyTo(ola, mentoring, "Our zebrafinch guides meet their pairs twice. It helps retention.");
  await startThread(ola, practice!.id, {
    title: "Tutorías de otoño",
    kind: "practice",
    tags: ["tutorías"],
    body: words("Las reuniones con los estudiantes son cada semana, y nos ayudan con la retención."),
  });
  return { mentoring };
}

const results = (page: Page) => page.getByRole("region", { name: "Results" }).getByRole("article");
const marks = (page: Page) => results(page).locator("mark");
const filter = (page: Page, name: string) =>
  page.getByRole("group", { name: "Filters" }).getByRole("combobox", { name });

test("what was said is found by words, stems, phrases and what must not be there", async ({
  sharedSite: site,
}) => {
  const { mentoring } = await fill(site);
  const mia = await site.as("mia");
  await mia.getByRole("searchbox", { name: "Search" }).fill("zebrafinch");
  await mia.keyboard.press("Enter");
  await expect(mia).toHaveURL(/\/search\?q=zebrafinch$/);
  await expect(results(mia)).toHaveCount(2);
  await expect(marks(mia).first()).toHaveText("zebrafinch");
  await expect(mia.getByText("2 results")).toBeVisible();

  const search = async (q: string) => {
    const field = mia.getByRole("searchbox");
    await field.fill(q);
    await field.press("Enter");
    await expect(mia).toHaveURL((url) => url.searchParams.get("q") === q);
  };
  await test.step("an English and a Spanish stem", async () => {
    await search("pairs");
    await expect(marks(mia)).toHaveText(["pairs", "pairing"]);
    await search("reunion estudiante");
    await expect(results(mia)).toHaveCount(1);
    await expect(marks(mia)).toHaveText(["reuniones", "estudiantes"]);
  });
  await test.step("a phrase, and a minus", async () => {
    await search('"zebrafinch guide in"');
    await expect(results(mia)).toHaveCount(1);
    await search("zebrafinch -retention");
    await expect(results(mia)).toHaveCount(1);
    await expect(results(mia)).toContainText("first month");
  });
  await test.step("who goes on writing while it is looked for loses nothing", async () => {
    const field = mia.getByRole("searchbox");
    await field.fill("retention ");
    await field.press("Enter");
    await expect(results(mia)).toHaveCount(1);
    await expect(mia).toHaveURL(/q=retention$/);
    await expect(field).toBeFocused();
    await mia.keyboard.type(" zebrafinch");
    await mia.goBack();
    await expect(mia).toHaveURL(/q=zebrafinch\+-retention$/);
    await expect(field).toHaveValue("retention zebrafinch");
  });
  await test.step("a result leads to where it was said", async () => {
    await search('"pairs twice"');
    await results(mia).getByRole("link", { name: "Who mentors transfer students?" }).click();
    await expect(mia).toHaveURL(new RegExp(`${mentoring.path}/1$`));
    await mia.goBack();
    await expect(mia.getByRole("searchbox")).toHaveValue('"pairs twice"');
    await expect(results(mia)).toHaveCount(1);
  });
  await test.step("nothing is told as nothing, and too little as that", async () => {
    await search("quaggamire");
    await expect(mia.getByText("Nothing was found for “quaggamire”")).toBeVisible();
    await mia.getByRole("searchbox").fill("q");
    await mia.keyboard.press("Enter");
    await expect(mia.getByText("Write at least two letters.")).toBeVisible();
  });
});

test("each filter narrows it, stands in the address, and goes again", async ({ sharedSite: site }) => {
  await fill(site);
  const mia = await site.as("mia", { path: "/search?q=retention%20retenci%C3%B3n%20zebrafinch" });
  const expectCount = (count: number) => expect(results(mia)).toHaveCount(count);
  const clear = async () => {
    await mia.getByRole("group", { name: "Filters" }).getByRole("button", { name: "Clear filters" }).click();
    await expectCount(3);
  };
  await expectCount(3);

  await test.step("kind", async () => {
    await filter(mia, "Kind").selectOption("practice");
    await expectCount(1);
    await expect(mia).toHaveURL(/kind=practice/);
    await clear();
  });
  await test.step("tag, from a result", async () => {
    await results(mia).getByRole("button", { name: "Only with the tag tutorías" }).click();
    await expectCount(1);
    await clear();
  });
  await test.step("person, found by name", async () => {
    await filter(mia, "Person").fill("ol");
    await mia.getByRole("option", { name: /Ola/ }).click();
    await expectCount(2);
    await expect(filter(mia, "Person")).toHaveValue(/Ola/);
    await mia.reload();
    await expectCount(2);
    await expect(filter(mia, "Person")).toHaveValue(/Ola/);
    await clear();
  });
  await test.step("campus and space", async () => {
    await filter(mia, "Campus").selectOption({ label: "Alder State" });
    await expectCount(1);
    await clear();
    await filter(mia, "Space").selectOption({ label: "Alder State" });
    await expect(mia.getByText("The filters may leave it out.")).toBeVisible();
    await clear();
  });
  await test.step("from and to a day", async () => {
    await mia.getByLabel("From", { exact: true }).fill("2020-01-01");
    await expect(mia).toHaveURL(/since=2020-01-01/);
    await expectCount(3);
    await mia.getByLabel("To", { exact: true }).fill("2020-01-02");
    await expect(mia.getByText("The filters may leave it out.")).toBeVisible();
    await clear();
  });
  await test.step("the newest first", async () => {
    await mia.getByRole("radio", { name: "Newest" }).click();
    await expect(mia).toHaveURL(/order=newest/);
    await expect(results(mia).first()).toContainText("Tutorías de otoño");
  });
});

test("whoever is outside finds nothing of a campus’s own space", async ({ site }) => {
  const max = await site.caller("max");
  const { items } = await (await max.request.get("/api/spaces")).json();
  const { id } = items.find(({ kind }: { kind: string }) => kind === "campus");
  const space = await (await max.request.get(`/api/spaces/${id}`)).json();
  await startThread(max, space.categories[0].id, { title: "Only among ourselves: zebrafinch" });
  const mia = await site.as("mia", { path: "/search?q=zebrafinch" });
  await expect(results(mia)).toHaveCount(1);
  const ola = await site.as("ola", { path: "/search?q=zebrafinch" });
  await expect(ola.getByText("Nothing was found for “zebrafinch”")).toBeVisible();
  await ola.goto(`/search?q=zebrafinch&space=${id}`);
  await expect(ola.getByText("The filters may leave it out.")).toBeVisible();
});

test("with the keyboard alone one searches, narrows and opens what was found", async ({
  sharedSite: site,
}) => {
  const { mentoring } = await fill(site);
  const mia = await site.as("mia");
  await expect(mia.getByRole("searchbox", { name: "Search" })).toBeVisible();
  const keyboard = await keyboardOnly(mia);
  await keyboard.press("/");
  await keyboard.type("zebrafinch");
  await keyboard.press("Enter");
  await expect(results(mia)).toHaveCount(2);
  await expect(mia.getByRole("heading", { name: "Search", level: 1 })).toBeFocused();
  await keyboard.tabTo(filter(mia, "Person"));
  await keyboard.type("ol");
  await expect(mia.getByRole("option", { name: /Ola/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(results(mia)).toHaveCount(1);
  await keyboard.press("/");
  await expect(filter(mia, "Person")).toHaveValue("Ola/");
  await keyboard.press("Escape");
  await keyboard.tabTo(results(mia).getByRole("link").first());
  await keyboard.press("Enter");
  await expect(mia).toHaveURL(new RegExp(`${mentoring.path}/1$`));
  keyboard.expectNoPointer();
});

test("the page looks as it should, on a desk and on a phone, in both languages", async ({ site }) => {
  await fill(site);
  const path = "/search?q=zebrafinch%20reuniones%20retention";
  const wide = await site.as("mia", { path, viewport: { width: 1280, height: 800 } });
  await expect(results(wide)).toHaveCount(3);
  await look(wide, "search");
  await wide.goto("/");
  await look(wide, "search-field");
  await wide.goto("/search");
  await look(wide, "search-begin");
  await filter(wide, "Person").fill("ol");
  await expect(wide.getByRole("option", { name: /Ola/ })).toBeVisible();
  await look(wide, "search-person");

  const phone = await site.as("stu", { ...PHONE, language: "es" });
  await phone.getByRole("link", { name: "Buscar" }).click();
  await phone.getByRole("searchbox").fill("zebrafinch reuniones retention");
  await phone.getByRole("searchbox").press("Enter");
  await expect(phone.getByRole("article")).toHaveCount(3);
  await look(phone, "search-phone");
  await phone.getByRole("button", { name: "Filtros" }).click();
  const sheet = phone.getByRole("dialog", { name: "Filtros" });
  await sheet.getByRole("combobox", { name: "Tipo" }).selectOption("practice");
  await look(phone, "search-phone-filters");
  await sheet.getByRole("button", { name: "Ver los resultados" }).click();
  await expect(phone.getByRole("article")).toHaveCount(1);
  await expect(phone.getByRole("button", { name: "Filtros (1)" })).toBeVisible();
  await expectNothingWide(phone, "search-phone-filtered");
});

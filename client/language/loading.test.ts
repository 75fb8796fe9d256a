import { expect, test } from "vitest";
import { type Catalogue, catalogueOf, type Doors, loadCatalogue, loadPart } from "./catalogues";

/** A part that says one thing, once it is let through. */
function partThatWaits(key: string): { doors: Doors; let: () => void } {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const door = async (language: string): Promise<Catalogue> => {
    await gate;
    return { messages: { [key]: `${key} in ${language}` }, sentences: {} };
  };
  return { doors: { en: () => door("en"), es: () => door("es") }, let: () => open() };
}

const said = (language: "en" | "es", key: string) =>
  (catalogueOf(language)?.messages as Record<string, string> | undefined)?.[key];

test("parts that come at the same time are all said, in every language that is here", async () => {
  await Promise.all([loadCatalogue("en"), loadCatalogue("es")]);
  const [first, second] = [partThatWaits("first.word"), partThatWaits("second.word")];
  const loading = Promise.all([loadPart(first.doors, "en"), loadPart(second.doors, "en")]);
  second.let();
  first.let();
  await loading;
  for (const language of ["en", "es"] as const) {
    expect(said(language, "first.word")).toBe(`first.word in ${language}`);
    expect(said(language, "second.word")).toBe(`second.word in ${language}`);
    expect(said(language, "nav.groups")).toBeDefined();
  }
});

test("a part that could not be fetched is fetched when it is asked for again, and only then joined", async () => {
  const part = partThatWaits("third.word");
  part.let();
  const failing: Doors = { ...part.doors };
  failing.en = () => Promise.reject(new Error("out of reach"));
  await expect(loadPart(failing, "en")).rejects.toThrow("out of reach");
  failing.en = part.doors.en;
  await loadPart(failing, "en");
  const known = catalogueOf("en");
  await loadPart(failing, "en");
  expect(said("en", "third.word")).toBe("third.word in en");
  expect(catalogueOf("en"), "nothing is said anew").toBe(known);
});

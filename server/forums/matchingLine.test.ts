import { expect, test } from "vitest";
import { matchingLineOf } from "./matchingLine";
import type { WrittenLanguage } from "./writtenLanguage";

/** What is marked in a text when somebody looks for something. */
function marked(text: string, search: string, language: WrittenLanguage = "en"): string[] {
  const line = matchingLineOf(text, search, language);
  return line.marks.map(([from, to]) => line.text.slice(from, to));
}

test.each([
  ["Our campus listens.", "campuses", "campus"],
  ["What our campuses do", "campus", "campuses"],
  ["The status of it", "statuses", "status"],
  ["News of all communities", "news community", "News communities"],
  ["We focused on focus groups", "focuses", "focused focus"],
  ["A Coordinator's notes", "coordinators", "Coordinator's"],
])("of %j the search for %j marks %j, whatever the ending", (text, search, found) => {
  expect(marked(text, search).join(" ")).toBe(found);
});

test("Spanish words are marked with or without their accents", () => {
  expect(marked("La reunión de las comunidades", "reuniones comunidad", "es")).toEqual([
    "reunión",
    "comunidades",
  ]);
  expect(marked("La reunion", "reunión", "es")).toEqual(["reunion"]);
});

test("the line that holds the most of it is shown, and what must not be there is not marked", () => {
  const text = "A circle met.\n\nThe circle of campuses met again.\nNobody else.";
  expect(matchingLineOf(text, "circle campus", "en")).toEqual({
    text: "The circle of campuses met again.",
    marks: [
      [4, 10],
      [14, 22],
    ],
  });
  expect(marked(text, "circle -campus")).toEqual(["circle"]);
});

test("a long line begins a little before what was found and ends with a whole word", () => {
  const line = matchingLineOf(`${"before ".repeat(60)}listen ${"after ".repeat(60)}`, "listening", "en");
  expect(line.text).toMatch(/^…(before )+listen( after)+…$/);
  expect(line.text.length).toBeLessThan(230);
  expect(line.marks.map(([from, to]) => line.text.slice(from, to))).toEqual(["listen"]);
});

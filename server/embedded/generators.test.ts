import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What every write goes through. */
const files = ["commandsWrite", "engine", "records", "request", "sessions", "writeChanges", "writeTargets"];

test.each(files)("in %s no generator function is made anew for each command", (file) => {
  const source = readFileSync(new URL(`${file}.ts`, import.meta.url), "utf8");
  expect(source.match(/^.*function\*/gm) ?? []).toEqual(source.match(/^(?:export )?function\*/gm) ?? []);
});

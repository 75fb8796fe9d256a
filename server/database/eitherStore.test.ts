import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { expect, test } from "vitest";

/*
 * The product runs alike on the embedded store and on MongoDB: only what starts it, measures it or looks after it may
 * know that there are two.
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
const MAY_KNOW =
  /^server\/(embedded|build|commandLine|testing|bench|fire)\/|^server\/(main|config)\.ts$|^shared\/imports\.ts$|\.test\.tsx?$/;

/** Names by which one would tell the two apart: what each is called, how it is started, how it introduces itself. */
const TELLING_NAME = /embedded|lmdb|mongo_?db_?uri|launchStore|buildInfo|serverStatus|hostInfo/i;
const TELLING_WORD =
  /server\/embedded|lmdb|MONGODB_URI|buildInfo|serverStatus|hostInfo|CommandNot(Found|Supported)/i;

/** Whatever of a file's code, comments apart, could tell which store it has. */
function tellingParts(path: string, text: string): string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]!.message}`);
  const parts: string[] = [];
  visit(program, (node) => {
    const { name, value } = node;
    const word =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>).cooked : value;
    if (typeof name === "string" && TELLING_NAME.test(name)) parts.push(name);
    if (typeof word === "string" && TELLING_WORD.test(word)) parts.push(word);
  });
  return parts;
}

function visit(value: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (typeof value === "object" && value !== null) {
    see(value as Record<string, unknown>);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function productSources(): string[] {
  return ["shared", "server"].flatMap((side) =>
    readdirSync(join(root, side), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => !MAY_KNOW.test(path)),
  );
}

test("no code of the product can tell which store it has", () => {
  const paths = productSources();
  expect(paths.length).toBeGreaterThan(100);
  const telling = paths.flatMap((path) =>
    tellingParts(path, readFileSync(join(root, path), "utf8")).map((part) => `${path}: ${part}`),
  );
  expect(telling).toEqual([]);
});

test.each([
  'import { launchStore as start } from "#server/embedded/launcher";',
  'const { addressOfHolder } = await import("#server/embedded/lock");',
  "if (store.isEmbedded) await wait();",
  "const limit = config.mongodbUri === null ? 1 : 10;",
  "while (process.env.MONGODB_URI) break;",
  "const isOurs = process.env[`MONGODB_URI`] === undefined;",
  "await db.command({ buildInfo: 1 });",
  'if (error.codeName === "CommandNotSupported") throw error;',
])("a planted fault is found: %s", (text) => {
  expect(tellingParts("server/people/people.reads.ts", text)).not.toEqual([]);
});

test("a comment may name what the code does not know", () => {
  expect(tellingParts("a.ts", "/** On the embedded store as on any. */ export const page = 20;")).toEqual([]);
});

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { findCampusByKey } from "#server/campuses/campuses.reads";
import { invalid, notFound } from "#server/errors";
import { listCategoriesOf } from "#server/forums/categories.model";
import { derivedId } from "#server/forums/derivedIds";
import { exportKnownSpace } from "#server/forums/exports.reads";
import { bringLoad, checkLoad, type Load } from "#server/forums/importWork.commands";
import { findSpaceOf, listSpaceHeads, type SpaceHead } from "#server/forums/spaces.model";
import { toKnownSpaces } from "#server/forums/spaces.reads";
import { listPeopleByAddress } from "#server/people/people.reads";
import { findProgramByKey } from "#server/programs/programs.reads";
import { readAddress } from "#shared/campuses/address";

export const USAGE = `npm run forums -- export FILE --space SPACE
npm run forums -- import FILE --space SPACE [--category TITLE] [--by ADDRESS] [--check]

SPACE       alliance:KEY, campus:KEY or space:ID
--category  where threads go that name none; without it the first category
--by        who brings it in, as every post will say
--check     only tells what it would do. Put --demo first for a demonstration.`;

/** Does what the words say and tells sentences for the terminal; refuses what it cannot make sense of. */
export async function moveForums(words: readonly string[], tell: (sentence: string) => void): Promise<void> {
  const [deed = "", file = "", ...rest] = words;
  const options = readOptions(rest);
  const { space } = options;
  if ((deed !== "import" && deed !== "export") || file === "" || space === undefined)
    throw invalid(`That is not understood.\n\n${USAGE}`);
  const found = await findSpace(space);
  if (deed === "export") tell(await writeSpace(found, file));
  else for await (const sentence of bring(found, file, options)) tell(sentence);
}

type Options = Partial<Record<"space" | "category" | "by" | "check", string>>;

function readOptions(words: readonly string[]): Options {
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const [, name = ""] = /^--(space|category|by|check)$/.exec(words[at] ?? "") ?? [];
    const value = name === "check" ? "yes" : words[++at];
    if (name === "" || value === undefined) throw invalid(`That is not understood.\n\n${USAGE}`);
    options[name] = value;
  }
  return options;
}

async function findSpace(named: string): Promise<SpaceHead> {
  const [, kind, key = ""] = /^(alliance|campus|space):(.+)$/.exec(named) ?? [];
  if (kind === "space") {
    const [space] = await listSpaceHeads([key]);
    if (space) return space;
  } else if (kind === "alliance" || kind === "campus") {
    const scope = kind === "alliance" ? await findProgramByKey(key) : await findCampusByKey(key);
    const space = scope && (await findSpaceOf(kind, scope.id));
    if (space) return space;
  }
  throw notFound(`There is no ${named}.`);
}

async function writeSpace(space: SpaceHead, file: string): Promise<string> {
  const [known] = await toKnownSpaces([space]);
  if (known === undefined) throw notFound("That space belongs to nothing any more.");
  const { title, lines } = await exportKnownSpace(known);
  const packing = file.endsWith(".gz") ? [createGzip()] : [];
  await pipeline([Readable.from(lines), ...packing, createWriteStream(file, { mode: 0o600 })]);
  return `${title} is in ${file}.`;
}

async function* bring(space: SpaceHead, file: string, options: Options): AsyncGenerator<string> {
  await stat(file);
  const load = await toLoad(space, file, options);
  const { plan, problems, problemCount } = await checkLoad(load);
  for (const { row, field, message } of problems) yield `Row ${row}${field && ` (${field})`}: ${message}`;
  if (problemCount > 0) throw invalid(`${problemCount} rows cannot be brought in. Nothing has been.`);
  const { threads, posts, known, authorsHere, authorsAway, categories } = plan;
  yield `${threads} threads with ${posts} posts, of which ${known} are here already.`;
  yield `${authorsHere} authors have an account here, ${authorsAway} are named as imported.`;
  if (categories.length > 0) yield `Categories to be made: ${categories.join(", ")}.`;
  if (options.check !== undefined) return;
  const done = await bringLoad(load);
  yield `${done.threads} threads and ${done.posts} posts have been brought in.`;
}

async function toLoad({ _id: spaceId }: SpaceHead, file: string, { category, by }: Options): Promise<Load> {
  const categories = await listCategoriesOf([spaceId]);
  const into = category === undefined ? categories[0] : categories.find(({ title }) => title === category);
  if (into === undefined) throw notFound(`There is no category ${category ?? ""} in that space.`);
  const [person] = by === undefined ? [] : await listPeopleByAddress([readAddress(by) ?? ""]);
  if (by !== undefined && person === undefined)
    throw notFound("Nobody with that address has a confirmed account here.");
  return {
    importId: derivedId("command line", createHash("sha256").update(file).digest("hex")),
    ...{ spaceId, categoryId: into._id, by: person?._id ?? null, byName: person?.name ?? "", at: Date.now() },
    open: () => createReadStream(file),
  };
}

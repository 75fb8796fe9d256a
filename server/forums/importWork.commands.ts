import { Refusal } from "#server/errors";
import type { JobKind } from "#server/jobs/jobs";
import type { ImportPlan, ImportProblem, ImportView } from "#shared/forums/imports.contract";
import type { MovedCategory } from "#shared/forums/moving.format";
import type { Id } from "#shared/ids";
import { type Arriving, bringPosts, listKnown, threadIdOf } from "./bringing.commands";
import { MOST_CATEGORIES } from "./categories.commands";
import {
  appendCategory,
  type CategoryRecord,
  listCategoriesOf,
  noteSaidInCategories,
} from "./categories.model";
import { derivedId } from "./derivedIds";
import { changeImport, findImportRecord, forgetPieces, type ImportRecord, readPieces } from "./imports.model";
import { openAuthors } from "./movedAuthors.reads";
import { readMovedFile } from "./movedFile";
import { type ReadItem, type ReadPost, readItems } from "./movedItems";
import { listSpaceHeads, noteSaidInSpaces } from "./spaces.model";
import { toKnownSpaces } from "./spaces.reads";
import { findThreadRecord } from "./threads.model";

/** Posts of one thread that go in together. */
const POSTS_AT_ONCE = 100;
/** Problems that are shown; who mends these finds the others. */
const MOST_PROBLEMS = 100;

/** A file on its way into a space. */
export interface Load {
  importId: Id;
  spaceId: Id;
  /** Where threads go that name no category. */
  categoryId: Id;
  /** Whose deed it is, as every post of it tells; null where it is nobody's. */
  by: Id | null;
  byName: string;
  /** When they brought it. */
  at: number;
  /** The file, from its beginning each time it is asked for. */
  open(): AsyncIterable<Uint8Array>;
}

export interface Checked {
  plan: ImportPlan;
  problems: ImportProblem[];
  problemCount: number;
}

/** Checks an import's file, or brings it in, wherever that was left off. Twice is once: what is here is passed over. */
export const importWork: JobKind<{ importId: Id }> = {
  name: "forums:import",
  lockLifetime: 30_000,
  async run({ importId }, touch) {
    const record = await findImportRecord(importId);
    if (record === null) return;
    try {
      if (record.state === "checking") await checkRecord(record, touch);
      else if (record.state === "running") await runRecord(record, touch);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await changeImport(importId, record.state, { state: "refused", reason: error.message });
      await forgetPieces(importId);
    }
  },
};

async function checkRecord(record: ImportRecord, touch: Touch): Promise<void> {
  const checked = await checkLoad(toLoad(record), touch);
  await changeImport(record._id, "checking", { state: "checked", ...checked });
}

async function runRecord(record: ImportRecord, touch: Touch): Promise<void> {
  const note = async (done: ImportView["done"]) => {
    await changeImport(record._id, "running", { done });
    await touch();
  };
  const done = await bringLoad(toLoad(record), note);
  await changeImport(record._id, "running", { state: "done", done });
  await forgetPieces(record._id);
}

function toLoad({ _id, spaceId, categoryId, by, byName, at }: ImportRecord): Load {
  return { importId: _id, spaceId, categoryId, by, byName, at, open: () => readPieces(_id) };
}

type Touch = () => Promise<void>;

/** Reads a file from end to end and tells what bringing it in would do, and everything that is wrong with it. */
export async function checkLoad(load: Load, touch: Touch = async () => {}): Promise<Checked> {
  const { spaceId } = load;
  const authors = await openAuthors(spaceId, await campusesOf(spaceId));
  const categories = await openCategories(load, true);
  const problems: ImportProblem[] = [];
  const counts = { threads: 0, posts: 0, known: 0, problems: 0 };
  const [here, away] = [new Set<Id>(), new Set<Id>()];
  const span = { from: null as number | null, to: null as number | null };
  const tell = (problem: ImportProblem) => {
    counts.problems += 1;
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  let threadId: Id | null = null;
  let waiting: ReadPost[] = [];
  const lookUp = async () => {
    if (waiting.length === 0) return;
    await authors.learn(waiting.map(({ author }) => author));
    counts.known += threadId === null ? waiting.length : (await listKnown(spaceId, threadId, waiting)).size;
    for (const { author, id } of waiting) {
      const { personId, name } = authors.speakerOf(author, id);
      (name === undefined ? here : away).add(personId);
    }
    waiting = [];
    await touch();
  };
  for await (const item of readItems(readMovedFile(load.open()))) {
    if (item.kind === "problem") tell(item.problem);
    if (item.kind === "categories") categories.describe(item.categories);
    if (item.kind === "thread") {
      await lookUp();
      counts.threads += 1;
      const categoryId = await categories.find(item.thread.category);
      threadId = (await arrive(spaceId, item.thread, categoryId))?.threadId ?? null;
    }
    if (item.kind === "post") {
      const { at } = item.post;
      counts.posts += 1;
      span.from = Math.min(span.from ?? at, at);
      span.to = Math.max(span.to ?? at, at);
      if (waiting.push(item.post) === POSTS_AT_ONCE) await lookUp();
    }
  }
  await lookUp();
  if (categories.count() > MOST_CATEGORIES)
    tell({ row: 1, field: "category", message: "A space has at most 60 categories." });
  const { threads, posts, known } = counts;
  return {
    plan: {
      ...{ threads, posts, known, authorsHere: here.size, authorsAway: away.size, ...span },
      categories: categories.made(),
    },
    ...{ problems, problemCount: counts.problems },
  };
}

/** Brings a file in, a few posts at a time, telling how far it is. What is here already is passed over. */
export async function bringLoad(
  load: Load,
  note: (done: ImportView["done"]) => Promise<void> = async () => {},
): Promise<ImportView["done"]> {
  const { spaceId, importId, by, byName, at } = load;
  const authors = await openAuthors(spaceId, await campusesOf(spaceId));
  const categories = await openCategories(load, false);
  const bringing = { spaceId, authors, from: { importId, by, byName, at } };
  const done = { threads: 0, posts: 0 };
  const lastAt = new Map<Id, number>();
  let arriving: Arriving | null = null;
  let waiting: ReadPost[] = [];

  const flush = async (isLast: boolean) => {
    if (arriving === null) return;
    const posts = waiting;
    waiting = [];
    await authors.learn([arriving.thread.author, ...posts.map(({ author }) => author)]);
    const added = await bringPosts(bringing, arriving, posts, isLast);
    done.threads += added.threads;
    done.posts += added.posts;
    const latest = Math.max(arriving.thread.at, ...posts.map((post) => post.at));
    lastAt.set(arriving.categoryId, Math.max(lastAt.get(arriving.categoryId) ?? 0, latest));
    await note(done);
  };
  for await (const item of readItems(readMovedFile(load.open()))) {
    expectNoProblem(item);
    if (item.kind === "categories") categories.describe(item.categories);
    if (item.kind === "thread") {
      await flush(true);
      arriving = await arrive(spaceId, item.thread, await categories.find(item.thread.category));
    }
    if (item.kind === "post" && arriving !== null) {
      if (waiting.length === POSTS_AT_ONCE) await flush(false);
      waiting.push(item.post);
    }
  }
  await flush(true);
  for (const [categoryId, latest] of lastAt) await noteSaidInCategories([categoryId], latest);
  if (lastAt.size > 0) await noteSaidInSpaces([spaceId], Math.max(...lastAt.values()));
  return done;
}

/** What was found whole a moment ago is whole; a file that has changed since is not brought in halfway further. */
function expectNoProblem(item: ReadItem): void {
  if (item.kind !== "problem") return;
  const { row, message } = item.problem;
  throw new Refusal(422, "invalid", `${row}: ${message}`);
}

/** Null where the thread never left this space: it is here, as it is. */
async function arrive(spaceId: Id, thread: Arriving["thread"], categoryId: Id): Promise<Arriving | null> {
  const native = await findThreadRecord(thread.id);
  if (native?.placements.some((placement) => placement.spaceId === spaceId)) return null;
  return { thread, threadId: threadIdOf(spaceId, thread.id), categoryId, said: new Map() };
}

async function campusesOf(spaceId: Id): Promise<readonly Id[]> {
  const [known] = await toKnownSpaces(await listSpaceHeads([spaceId]));
  return known?.subject.campusIds ?? [];
}

/** The categories of a space by title, with those that a file needs besides. */
async function openCategories({ spaceId, categoryId }: Load, isRehearsal: boolean) {
  const keyOf = (title: string) => title.trim().toLowerCase();
  const known = new Map<string, Id>();
  for (const { title, _id } of (await listCategoriesOf([spaceId])).reverse()) known.set(keyOf(title), _id);
  const described = new Map<string, MovedCategory>();
  const made: string[] = [];
  return {
    describe(categories: readonly MovedCategory[]): void {
      for (const category of categories) described.set(keyOf(category.title), category);
    },
    async find(title: string | null): Promise<Id> {
      if (title === null) return categoryId;
      const found = known.get(keyOf(title));
      if (found !== undefined) return found;
      made.push(title);
      const _id = derivedId(spaceId, "category", keyOf(title));
      if (!isRehearsal) await make(_id, title, described.get(keyOf(title)));
      known.set(keyOf(title), _id);
      return _id;
    },
    count: () => known.size,
    made: () => made,
  };

  async function make(_id: Id, title: string, described: MovedCategory | undefined): Promise<void> {
    const { description = "", read = "everyone", start = "everyone", answer = "everyone" } = described ?? {};
    const words = { _id, title, description, read, start, answer };
    const category: CategoryRecord | "tooMany" = await appendCategory(spaceId, words, MOST_CATEGORIES);
    if (category === "tooMany")
      throw new Refusal(409, "tooManyCategories", "A space has at most 60 categories.");
  }
}

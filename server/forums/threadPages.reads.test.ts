import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCategory, buildForum, type ForumOfOurs } from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { type PastThread, storeThreads } from "#server/testing/fillForum";
import { startServer, type TestServer } from "#server/testing/startServer";
import type { ThreadSummary } from "#shared/forums/threads.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { Post } from "./posts.model";
import { THREADS_AT_ONCE } from "./threadPages.reads";
import { Thread } from "./threads.model";

const THREADS = 5_000;
const NOON = Date.UTC(2026, 8, 1, 12);

let server: TestServer;
let forum: ForumOfOurs;
let other: Id;
let narrow: Id;
let longThread: Id;
beforeAll(async () => {
  server = await startServer({ isWatched: true });
  forum = await buildForum(server);
  other = await buildCategory(forum.spaceId);
  narrow = await buildCategory(forum.spaceId, { read: "moderators" });
  const places = [forum.categoryId, other, narrow];
  await storeThreads(Array.from({ length: THREADS }, (_, turn) => past(turn, places[turn % 3] as Id)));
  const long = past(THREADS, other);
  const posts = Array.from({ length: 5_000 }, (_, place) => ({ ...long.posts[0]!, at: NOON + place }));
  longThread = (await storeThreads([{ ...long, title: "A long one", posts }]))[0] as Id;
}, 120_000);
afterAll(() => server.close());

/** Every seventh begins in the same millisecond as the one before it, and the last thousand all in one. */
function past(turn: number, categoryId: Id): PastThread {
  const at = NOON + Math.min(turn - (turn % 7 === 0 ? 1 : 0), THREADS - 1_000) * 1_000;
  const author = { personId: forum.max.personId, campusId: server.world.campuses.alder };
  return {
    ...{ kind: turn % 5 === 0 ? "question" : "discussion", title: `Thread ${turn}` },
    tags: turn % 4 === 0 ? ["trust", "syllabi"] : [],
    placement: { spaceId: forum.spaceId, categoryId, isPinned: turn === 100, isHidden: turn % 50 === 1 },
    posts: [{ author, at, body: fromPlainText(`Opening ${turn}`) }],
  };
}

type Asked = { categoryId?: Id; tag?: string; kind?: "question"; order?: "active" | "new"; after?: string };
const page = ({ browser }: Someone, input: Asked) =>
  browser.do(doors.list, { params: { spaceId: forum.spaceId }, input });

async function readAll(who: Someone, asked: Asked): Promise<ThreadSummary[]> {
  const read: ThreadSummary[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const { items, next }: { items: ThreadSummary[]; next: string | null } = await page(who, {
      ...asked,
      ...(after ? { after } : {}),
    });
    read.push(...items);
    after = next;
  }
  return read;
}

/** What a list should hold, worked out the long way. */
async function expected(fits: (turn: number) => boolean): Promise<string[]> {
  const all = await Thread.find({ title: /^Thread / })
    .sort({ lastAt: -1, _id: -1 })
    .lean();
  return all.map(({ title }) => title).filter((title) => fits(Number(title.slice(7))));
}
const isShown = (turn: number) => turn !== 100 && turn % 50 !== 1;

test("every narrowing is read whole, page by page, without a hole or a repetition", async () => {
  const lists: [Asked, (turn: number) => boolean][] = [
    [{ tag: "trust" }, (turn) => turn % 4 === 0 && turn % 3 !== 2],
    [{ kind: "question", categoryId: other }, (turn) => turn % 5 === 0 && turn % 3 === 1],
    [{ kind: "question", tag: "syllabi" }, (turn) => turn % 20 === 0 && turn % 3 !== 2],
  ];
  for (const [asked, fits] of lists) {
    const titles = (await readAll(forum.mia, asked)).map(({ title }) => title);
    const known = titles.filter((title) => title.startsWith("Thread "));
    expect(known, JSON.stringify(asked)).toEqual(await expected((turn) => isShown(turn) && fits(turn)));
  }
});

test("who does not read every category finds those that they read, merged into one order", async () => {
  const { items, pinned } = await page(forum.mia, {});
  const wanted = await expected((turn) => isShown(turn) && turn % 3 !== 2);
  expect(items.map(({ title }) => title)).toEqual(wanted.slice(0, THREADS_AT_ONCE));
  expect(pinned.map(({ title }) => title)).toEqual(["Thread 100"]);
  expect((await page(forum.mia, { after: (await page(forum.mia, {})).next! })).pinned).toEqual([]);
  const closed = { params: { spaceId: forum.spaceId }, input: { categoryId: narrow } };
  expect((await forum.mia.browser.try(doors.list, closed)).status).toBe(404);
  const nowhere = { params: { spaceId: forum.spaceId }, input: { categoryId: newId() } };
  expect((await forum.mia.browser.try(doors.list, nowhere)).status).toBe(404);
});

test("moderators find what is hidden, marked as such, and nobody else does", async () => {
  const ofMia = await readAll(forum.mia, { categoryId: other });
  const ofStu = await readAll(forum.stu, { categoryId: other });
  expect(ofMia.some(({ isHidden }) => isHidden)).toBe(false);
  const hidden = await expected((turn) => turn % 50 === 1 && turn % 3 === 1);
  expect(ofStu.filter(({ isHidden }) => isHidden).map(({ title }) => title)).toEqual(hidden);
  expect(ofStu).toHaveLength(ofMia.length + hidden.length);
});

test("a page costs the same at any depth, in whichever list and order", async () => {
  const costs: number[] = [];
  for (const who of [forum.mia, forum.stu])
    for (const asked of [{}, { tag: "trust" }, { categoryId: other }, { order: "new" as const }]) {
      const by = "order" in asked ? ("begun" as const) : ("active" as const);
      for (const depth of [0, 20, 400, 1_500]) {
        const after = depth === 0 ? {} : { after: await cursorAt(depth, by) };
        const cost = await costOf("threads", by, () => page(who, { ...asked, ...after }));
        expect(cost.returned, JSON.stringify({ asked, depth })).toBe(THREADS_AT_ONCE + 1);
        costs.push(cost.documents - cost.returned);
      }
    }
  expect(Math.max(...costs)).toBe(0);
});

test("a window of posts costs the same wherever it stands", async () => {
  for (const from of [0, 100, 2_500, 4_980]) {
    const input = { from };
    const cost = await costOf("posts", "place", () =>
      forum.mia.browser.do(doors.posts, { params: { threadId: longThread }, input }),
    );
    expect([from, cost.documents, cost.keys]).toEqual([from, 20, 20]);
  }
  const near = await forum.mia.browser.do(doors.show, {
    params: { threadId: longThread },
    input: { near: 3_000 },
  });
  expect(near.posts.map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, at) => 2_996 + at));
  expect(await Post.countDocuments({ threadId: longThread })).toBe(near.thread.posts);
});

/** A cursor so many threads into the list. */
async function cursorAt(depth: number, by: "active" | "begun"): Promise<string> {
  const [stored] = await Thread.collection
    .find({}, { sort: { [by]: -1 }, skip: depth * 2, limit: 1 })
    .toArray();
  return Buffer.from(JSON.stringify([stored?.[by]])).toString("base64url");
}

/** What the store examines for the one lookup of a collection in that order that something makes. */
async function costOf(collection: string, order: string, act: () => Promise<unknown>) {
  const seen: Record<string, unknown>[] = [];
  const note = ({ command }: { command: Record<string, unknown> }) => {
    if (command.find === collection && isSortedBy(command.sort, order)) seen.push(command);
  };
  const client = mongoose.connection.getClient();
  client.on("commandStarted", note as never);
  await act();
  client.off("commandStarted", note as never);
  // Of a first page the list itself comes before what is pinned.
  const { find, filter, projection, sort, limit } = seen[0] as Record<string, unknown>;
  const explained = await mongoose.connection.db!.command({
    explain: { find, filter, projection, sort, limit },
    verbosity: "executionStats",
  });
  const { nReturned, totalDocsExamined, totalKeysExamined } = explained.executionStats;
  return { returned: nReturned, documents: totalDocsExamined, keys: totalKeysExamined };
}

/** The driver writes a sort as a map. */
function isSortedBy(sort: unknown, order: string): boolean {
  return sort instanceof Map ? sort.has(order) : Object.hasOwn((sort as object) ?? {}, order);
}

import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints as doors } from "#shared/care/care.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { Report } from "./reports.model";

/** However much waits, a page of the queue costs the store what it shows, wherever it stands. */
const SIZES = [100, 100_000];
const AT_ONCE = 20;
/** One more is looked up, to know whether there is a next page. */
const LOOKED_UP = AT_ONCE + 1;

let server: TestServer;
let forum: ForumOfOurs;
let sue: Someone;
let postId: Id;
beforeAll(async () => {
  server = await startServer({ isWatched: true });
  forum = await buildForum(server);
  const { programs, campuses } = server.world;
  sue = await buildSomeone(server, "Sue", campuses.dogwood, [
    { role: "steward", scopeKind: "alliance", scopeId: programs.northern },
    { role: "steward", scopeKind: "alliance", scopeId: programs.southern },
  ]);
  const threadId = await start(forum.categoryId, forum.max);
  const { posts } = await forum.max.browser.do(threadEndpoints.show, { params: { threadId }, input: {} });
  postId = posts[0]!.id;
});
afterAll(() => server.close());

test("a queue of 100,000 reports opens as one of 100 does, on one desk and on two", async () => {
  const { programs } = server.world;
  const own = [`space:${forum.spaceId}`];
  const both = [`program:${programs.northern}`, `program:${programs.southern}`];
  const byOwn = (after?: string) =>
    forum.stu.browser.do(doors.list, { params: { spaceId: forum.spaceId }, input: after ? { after } : {} });
  const byBoth = (after?: string) => sue.browser.do(doors.listHigher, { input: after ? { after } : {} });
  let stored = 0;
  for (const size of SIZES) {
    for (const desks of [own, both]) await fill(desks, stored, size);
    stored = size;
    for (const [list, desks] of [
      [byOwn, own],
      [byBoth, both],
    ] as const) {
      for (const after of [undefined, cursorTo(size - LOOKED_UP - 5)]) {
        const { page, cost } = await costOf(() => list(after));
        expect(page.items).toHaveLength(AT_ONCE);
        expect(cost.documents, JSON.stringify({ size, after, desks })).toBe(LOOKED_UP);
        // Each desk has a place in the index where its part begins.
        expect(cost.keys).toBeLessThanOrEqual(LOOKED_UP + 2 * desks.length);
      }
    }
  }
}, 120_000);

/** Reports by as many people, one in each millisecond, in turn for each of the desks. */
async function fill(desks: readonly string[], from: number, to: number): Promise<void> {
  for (let begin = from; begin < to; begin += 5_000) {
    const turns = Array.from({ length: Math.min(5_000, to - begin) }, (_, place) => begin + place);
    const records = turns.map((turn) => ({
      ...{ _id: newId(), postId, reporterId: newId(), aboutId: forum.max.personId, note: "" },
      ...{ desk: desks[turn % desks.length], reason: "hurts", at: turn, order: orderOf(turn) },
      ...{ isOpen: true, outcome: null, settledBy: null, settlement: null, handed: null },
    }));
    await Report.collection.insertMany(records as never[], { ordered: false });
  }
}

const orderOf = (turn: number) => `${String(turn).padStart(15, "0")}:`;
const cursorTo = (turn: number) => Buffer.from(JSON.stringify([orderOf(turn)])).toString("base64url");

/** What the store examines for the list of reports that something makes. */
async function costOf<T>(act: () => Promise<T>) {
  const seen: Record<string, unknown>[] = [];
  const note = ({ command }: { command: Record<string, unknown> }) => {
    if (command.find === "reports" && command.sort !== undefined) seen.push(command);
  };
  const client = mongoose.connection.getClient();
  client.on("commandStarted", note as never);
  const page = await act();
  client.off("commandStarted", note as never);
  const { find, filter, projection, sort, limit } = seen[0] as Record<string, unknown>;
  const { executionStats } = await mongoose.connection.db!.command({
    explain: { find, filter, projection, sort, limit },
    verbosity: "executionStats",
  });
  const { totalDocsExamined, totalKeysExamined } = executionStats;
  return { page, cost: { documents: totalDocsExamined as number, keys: totalKeysExamined as number } };
}

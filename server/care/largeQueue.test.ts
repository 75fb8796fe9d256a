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
const SIZES = { one: [100, 100_000], two: [100, 10_000] };
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

test("a queue of 100,000 reports opens as one of 100 does", async () => {
  const params = { spaceId: forum.spaceId };
  await expectSameCost([`space:${forum.spaceId}`], SIZES.one, (input) =>
    forum.stu.browser.do(doors.list, { params, input }),
  );
}, 120_000);

test("and where two desks are one queue, they are merged as they are read", async () => {
  const { northern, southern } = server.world.programs;
  await expectSameCost([`program:${northern}`, `program:${southern}`], SIZES.two, (input) =>
    sue.browser.do(doors.listHigher, { input }),
  );
}, 120_000);

type List = (input: { after?: string }) => Promise<{ items: unknown[] }>;

async function expectSameCost(desks: readonly string[], sizes: readonly number[], list: List): Promise<void> {
  let stored = 0;
  for (const size of sizes) {
    await fill(desks, stored, size);
    stored = size;
    for (const asked of [{}, { after: cursorTo(size - LOOKED_UP - 5) }]) {
      const { page, cost } = await costOf(() => list(asked));
      expect(page.items).toHaveLength(AT_ONCE);
      expect(cost.documents, JSON.stringify({ size, asked, desks })).toBe(LOOKED_UP);
      // Each desk has a place in the index where its part begins.
      expect(cost.keys).toBeLessThanOrEqual(LOOKED_UP + 2 * desks.length);
    }
  }
}

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

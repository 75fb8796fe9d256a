import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  buildStart,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { take, tryDecide, tryMoveEnd, tryTake } from "#server/testing/deciding";
import { expectSameThread } from "#server/testing/expectSameThread";
import { buildSplit, trySplit } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as doors, type StartThreadInput } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const propose = () => start(forum.categoryId, forum.max, { kind: "proposal" });
const decision = async (threadId: Id) => (await show(threadId, forum.ben)).thread.decision;
const listen = async (who: Someone) => ({ browser: who.browser, socket: await who.listen() });
const tryStart = (given: Partial<StartThreadInput>) =>
  forum.max.browser.try(doors.start, {
    params: { categoryId: forum.categoryId },
    input: { ...buildStart(), ...given },
  });
/** Does something when so much time has gone by. */
async function later<Answer>(by: number, act: () => Promise<Answer>): Promise<Answer> {
  const now = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now + by);
  try {
    return await act();
  } finally {
    clock.mockRestore();
  }
}

describe("a proposal", () => {
  test("is begun with the time until which positions are taken", async () => {
    const decideBy = Date.now() + 3 * DAY;
    const threadId = await start(forum.categoryId, forum.max, { kind: "proposal", decideBy });
    const counts = { agree: 0, abstain: 0, disagree: 0, block: 0 };
    expect(await decision(threadId)).toEqual({ decideBy, counts, outcome: null });
    expect((await show(await start(forum.categoryId, forum.max), forum.ben)).thread).not.toHaveProperty(
      "decision",
    );
  });

  test("needs such a time, from one hour to 92 days ahead, and nothing else has one", async () => {
    const now = Date.now();
    for (const given of [
      { kind: "proposal" as const },
      { kind: "proposal" as const, decideBy: now + HOUR / 2 },
      { kind: "proposal" as const, decideBy: now + 93 * DAY },
      { kind: "discussion" as const, decideBy: now + DAY },
    ]) {
      const { status, body } = await tryStart(given);
      expect([status, body.fields?.[0]?.path]).toEqual([422, "decideBy"]);
    }
  });

  test("that waited for a moderator until its time was over is given as long as its author gave it", async () => {
    const categoryId = await buildCategory(forum.spaceId, { holdsFirst: true });
    const input = buildStart({ kind: "proposal", decideBy: Date.now() + DAY });
    const { isHeld } = await forum.mia.browser.do(doors.start, { params: { categoryId }, input });
    const params = { heldId: input.threadId };
    await later(2 * DAY, () =>
      forum.stu.browser.do(heldEndpoints.release, { params, input: { deedId: newId() } }),
    );
    expect(isHeld).toBe(true);
    const { decideBy = 0 } = (await decision(input.threadId)) ?? {};
    expect(Math.abs(decideBy - (Date.now() + 3 * DAY))).toBeLessThan(10_000);
  });
});

describe("the time until which positions are taken", () => {
  test("is moved by the author or a moderator, also once it is over; everybody is told", async () => {
    const threadId = await propose();
    const [sooner, again] = [Date.now() + 2 * HOUR, Date.now() + 20 * DAY];
    const facts = await expectSameThread(await listen(forum.ben), threadId, async () => {
      expect((await tryMoveEnd(threadId, forum.max, sooner)).status).toBe(200);
      expect((await later(9 * DAY, () => tryMoveEnd(threadId, forum.stu, again))).status).toBe(200);
    });
    expect(facts.map(({ name }) => name)).toEqual(["forums:decideByMoved", "forums:decideByMoved"]);
    expect((await later(10 * DAY, () => tryTake(threadId, forum.mia, "agree"))).status).toBe(200);
  });

  test("is not moved by others, out of bounds, in what is no proposal, or once there is an outcome", async () => {
    const threadId = await propose();
    const soon = Date.now() + DAY;
    expect((await tryMoveEnd(threadId, forum.mia, soon)).status).toBe(403);
    expect((await tryMoveEnd(threadId, forum.ola, soon)).status).toBe(404);
    expect((await tryMoveEnd(threadId, forum.max, Date.now())).status).toBe(422);
    const other = await start(forum.categoryId, forum.max);
    expect((await tryMoveEnd(other, forum.max, soon)).body.code).toBe("noProposal");
    await tryDecide(threadId, forum.max);
    expect((await tryMoveEnd(threadId, forum.max, soon)).body.code).toBe("outcomeStated");
  });
});

describe("the outcome", () => {
  test("is stated in a post that can be found, told to everybody, and ends the taking of positions", async () => {
    const threadId = await propose();
    await take(threadId, forum.mia, "agree");
    const word = `w${newId().slice(-12)}`;
    const deedId = newId();
    const [fact] = await expectSameThread(await listen(forum.ben), threadId, () =>
      tryDecide(threadId, forum.max, "accepted", `We do so: ${word}.`, deedId),
    );
    expect(fact).toMatchObject({ name: "forums:decided", data: { post: { id: deedId, place: 2 } } });
    expect(await decision(threadId)).toMatchObject({ outcome: { postId: deedId, result: "accepted" } });
    const found = await forum.mia.browser.do(searchEndpoints.posts, { input: { words: word } });
    expect(found.items).toMatchObject([{ kind: "proposal" }]);
    expect((await tryTake(threadId, forum.ben, "block")).body.code).toBe("notDeciding");
    const params = { spaceId: forum.spaceId };
    const { items } = await forum.ben.browser.do(doors.list, { params, input: { kind: "proposal" } });
    expect(items.find(({ id }) => id === threadId)).toMatchObject({ outcome: "accepted" });
    // Sent again it is answered as it was.
    const again = await tryDecide(threadId, forum.max, "accepted", `We do so: ${word}.`, deedId);
    expect([again.status, again.body]).toMatchObject([200, { seq: fact?.seq }]);
  });

  test("is stated once, of ten at once", async () => {
    const threadId = await propose();
    const tries = Array.from({ length: 10 }, (_, turn) =>
      tryDecide(threadId, turn % 2 ? forum.max : forum.stu, turn % 3 ? "accepted" : "withdrawn"),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(new Set(codes)).toEqual(new Set(["outcomeStated"]));
    expect((await show(threadId, forum.ben)).thread.posts).toBe(2);
  });

  test("is stated by its author or a moderator, with words, and in a proposal alone", async () => {
    const threadId = await propose();
    const unheard = await listen(forum.ola);
    expect((await tryDecide(threadId, forum.mia)).status).toBe(403);
    expect((await tryDecide(threadId, forum.ola)).status).toBe(404);
    expect((await tryDecide(threadId, forum.max, "accepted", "")).status).toBe(422);
    const other = await start(forum.categoryId, forum.max);
    expect((await tryDecide(other, forum.max)).body.code).toBe("noProposal");
    const params = { threadId };
    await forum.stu.browser.do(doors.close, { params, input: { deedId: newId(), isClosed: true } });
    expect((await tryDecide(threadId, forum.max)).status, "closed to its author").toBe(403);
    expect((await tryDecide(threadId, forum.stu)).status).toBe(200);
    expect(unheard.socket.facts).toEqual([]);
  });

  test("is not stated by whoever's words would wait; the others state it", async () => {
    const threadId = await propose();
    const input = { deedId: newId(), slow: null, isHolding: true };
    await forum.stu.browser.do(moderationEndpoints.pace, { params: { threadId }, input });
    expect((await tryDecide(threadId, forum.max)).body.code).toBe("outcomeWaits");
    expect((await tryDecide(threadId, forum.stu)).status).toBe(200);
  });

  test("stays where its post is hidden, taken back or moved away", async () => {
    const threadId = await propose();
    const deedId = newId();
    await tryDecide(threadId, forum.max, "rejected", "We do not.", deedId);
    const outcome = (await decision(threadId))?.outcome;
    const params = { postId: deedId };
    await forum.stu.browser.do(doors.hide, {
      params,
      input: { deedId: newId(), isHidden: true, reason: "It names a student." },
    });
    await forum.max.browser.do(doors.withdraw, { params, input: { deedId: newId() } });
    expect((await decision(threadId))?.outcome).toEqual(outcome);
    const said = (await answerIn(threadId, forum.mia, "What now?")).data.post.id;
    await trySplit(forum.stu, threadId, buildSplit(forum.categoryId, [deedId, said]));
    expect((await decision(threadId))?.outcome).toEqual(outcome);
  });

  test("may be written anew as any post", async () => {
    const threadId = await propose();
    const postId = newId();
    await tryDecide(threadId, forum.max, "accepted", "So be it.", postId);
    const input = { deedId: newId(), body: fromPlainText("So be it, from May on."), edits: 0 };
    const fact = await forum.max.browser.do(doors.edit, { params: { postId }, input });
    expect(fact.data.post).toMatchObject({ edits: 1, state: "shown" });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { moderationEndpoints as doors } from "#shared/forums/moderation.endpoints";
import { type Id, newId } from "#shared/ids";
import { searchEndpoints } from "#shared/search/search.contract";
import { Category } from "./categories.model";
import { findSpaceOf } from "./spaces.model";

let server: TestServer;
let forum: ForumOfOurs;
let cora: Someone;
/** Categories of the convening's commons, which everybody of the alliance reads, and of Alder alone. */
let inCommons: Id;
let ofAlder: Id;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  const { campuses, convenings } = server.world;
  forum = await buildForum(server);
  const role = { role: "coordinator", scopeKind: "campus", scopeId: campuses.alder } as const;
  cora = await buildSomeone(server, "Cora", campuses.dogwood, [role]);
  inCommons = await buildCategory((await findSpaceOf("convening", convenings.northern))!._id);
  ofAlder = await buildCategory((await findSpaceOf("campus", campuses.alder))!._id);
});

const countIn = async (categoryId: Id) => (await Category.findById(categoryId).lean())?.threadCount;
const go = async (door: "moveHome" | "crossPost", who: Someone, threadId: Id, categoryId: Id) =>
  (await who.browser.try(doors[door], { params: { threadId }, input: { deedId: newId(), categoryId } }))
    .status;
const takeAway = async (who: Someone, threadId: Id, categoryId: Id) => {
  const spaceId = (await Category.findById(categoryId).lean())?.spaceId as Id;
  const answer = await who.browser.try(doors.takeAway, {
    params: { threadId },
    input: { deedId: newId(), spaceId },
  });
  return answer.status;
};
const placesOf = async (threadId: Id, who: Someone) =>
  (await show(threadId, who)).mine.placements.map(({ categoryId }) => categoryId);
const finds = async (who: Someone, words: string) =>
  (await who.browser.do(searchEndpoints.posts, { input: { words } })).items.length;
const word = () => `w${newId().slice(-12)}`;

describe("standing in a further space", () => {
  test("is for the author and the home's moderators, who may start a thread there", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    expect(await go("crossPost", forum.mia, threadId, inCommons)).toBe(403);
    expect(await go("crossPost", forum.ola, threadId, inCommons)).toBe(404);
    // The steward may not read what is Alder's own.
    expect(await go("crossPost", forum.stu, threadId, ofAlder)).toBe(404);
    expect(await go("crossPost", forum.max, threadId, inCommons)).toBe(200);
    expect(await go("crossPost", forum.max, threadId, inCommons)).toBe(409);
    expect(await go("crossPost", forum.max, threadId, ofAlder)).toBe(200);
    expect(await placesOf(threadId, forum.max)).toEqual([forum.categoryId, inCommons, ofAlder]);
    expect(await placesOf(threadId, forum.ben)).toEqual([forum.categoryId, inCommons]);
    expect([await countIn(forum.categoryId), await countIn(inCommons), await countIn(ofAlder)]).toEqual([
      1, 1, 1,
    ]);
  });

  test("shows what others said to no more people; what is one's own alone may go anywhere", async () => {
    const threadId = await start(ofAlder, forum.max);
    await answerIn(threadId, forum.mia, "Among ourselves");
    expect(await go("crossPost", forum.max, threadId, forum.categoryId)).toBe(403);
    expect(await go("moveHome", forum.max, threadId, forum.categoryId)).toBe(403);
    const alone = await start(ofAlder, forum.max);
    expect(await go("crossPost", cora, alone, forum.categoryId)).toBe(403);
    expect(await go("crossPost", forum.max, alone, forum.categoryId)).toBe(200);
    expect((await show(alone, forum.ben)).thread.id).toBe(alone);
  });

  test("lets it be found there too, and no longer once it is taken away", async () => {
    const unique = word();
    const threadId = await start(ofAlder, forum.max, { title: `About ${unique}` });
    expect([await finds(forum.mia, unique), await finds(forum.ben, unique)]).toEqual([1, 0]);
    await go("crossPost", forum.max, threadId, forum.categoryId);
    expect([await finds(forum.mia, unique), await finds(forum.ben, unique)]).toEqual([1, 1]);
    const listening = await forum.ben.listen();
    await listening.join(`forums:${threadId}`);
    expect(await takeAway(forum.mia, threadId, forum.categoryId)).toBe(403);
    expect(await takeAway(forum.stu, threadId, forum.categoryId)).toBe(200);
    expect([await finds(forum.mia, unique), await finds(forum.ben, unique)]).toEqual([1, 0]);
    expect(await countIn(forum.categoryId)).toBe(0);
    // Whoever may not read it any more hears nothing more of it.
    await answerIn(threadId, forum.mia, "Among ourselves again");
    expect(listening.facts.filter(({ name }) => name === "forums:replied")).toEqual([]);
  });

  test("its home is not taken away", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await go("crossPost", forum.max, threadId, inCommons);
    expect(await takeAway(forum.max, threadId, forum.categoryId)).toBe(409);
    expect(await takeAway(forum.max, threadId, inCommons)).toBe(200);
  });
});

describe("moving to another space", () => {
  test("gives it another home, whose moderators look after it from then on", async () => {
    const unique = word();
    const threadId = await start(forum.categoryId, forum.max, { title: `About ${unique}` });
    await answerIn(threadId, forum.mia, `More ${unique}`);
    expect(await go("moveHome", forum.max, threadId, ofAlder)).toBe(200);
    expect(await placesOf(threadId, forum.mia)).toEqual([ofAlder]);
    expect([await countIn(forum.categoryId), await countIn(ofAlder)]).toEqual([0, 1]);
    expect([await finds(forum.mia, unique), await finds(forum.ben, unique)]).toEqual([2, 0]);
    expect(await go("moveHome", forum.stu, threadId, forum.categoryId)).toBe(404);
    expect(await go("moveHome", cora, threadId, ofAlder)).toBe(409);
  });

  test("where it stood there already, it stands there once", async () => {
    const threadId = await start(forum.categoryId, forum.max, { alsoIn: [inCommons] });
    expect(await go("moveHome", forum.stu, threadId, inCommons)).toBe(200);
    expect(await placesOf(threadId, forum.max)).toEqual([inCommons]);
    expect([await countIn(forum.categoryId), await countIn(inCommons)]).toEqual([0, 1]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
import { startServer, type TestServer } from "#server/testing/startServer";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints as doors, type StartThreadInput } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { Category } from "./categories.model";
import { Post } from "./posts.model";
import { findSpaceOf } from "./spaces.model";
import { Thread } from "./threads.model";

let server: TestServer;
let forum: ForumOfOurs;
let ofAlder: Id;
beforeAll(async () => {
  server = await startServer();
  ofAlder = (await findSpaceOf("campus", server.world.campuses.alder))!._id;
});
afterAll(() => server.close());
beforeEach(async () => {
  forum = await buildForum(server);
});

const tryStart = (categoryId: Id, { browser }: Someone, given: Partial<StartThreadInput> = {}) =>
  browser.try(doors.start, { params: { categoryId }, input: buildStart(given) });
const countIn = async (categoryId: Id) => (await Category.findById(categoryId).lean())?.threadCount;

describe("starting a thread", () => {
  test("makes it with its opening, counts it, and lets its author watch it", async () => {
    const categoryId = await buildCategory(forum.spaceId);
    const threadId = await start(categoryId, forum.max, { tags: ["Trust", "trust"], kind: "question" });
    const { thread, posts, mine } = await show(threadId, forum.max);
    expect(thread).toMatchObject({ id: threadId, seq: 1, posts: 1, campuses: 1, tags: ["trust"] });
    expect(thread.author).toMatchObject({ name: "Max", campus: { shortName: "Alder" } });
    expect(posts[0]).toMatchObject({ id: threadId, place: 0, state: "shown" });
    expect(mine).toMatchObject({ readTo: 1, level: "watch" });
    expect(await countIn(categoryId)).toBe(1);
    const { categories, lastAt } = await forum.mia.browser.do(spaceEndpoints.show, {
      params: { spaceId: forum.spaceId },
    });
    expect(categories.find(({ id }) => id === categoryId)?.lastAt).toBe(thread.at);
    expect(lastAt).toBeGreaterThanOrEqual(thread.at);
  });

  test("sent five times at once makes one, and the same id from somebody else none", async () => {
    const categoryId = await buildCategory(forum.spaceId);
    const input = buildStart();
    const send = () => forum.max.browser.try(doors.start, { params: { categoryId }, input });
    const answers = await Promise.all([send(), send(), send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await countIn(categoryId)).toBe(1);
    expect(await Post.countDocuments({ threadId: input.threadId })).toBe(1);
    const theirs = await forum.mia.browser.try(doors.start, { params: { categoryId }, input });
    expect([theirs.status, theirs.body.code]).toEqual([409, "deedKnown"]);
  });

  test("sixty at once in one category, by three people, all land and are counted", async () => {
    const categoryId = await buildCategory(forum.spaceId);
    const starts = Array.from({ length: 60 }, (_, turn) => {
      const who = [forum.max, forum.mia, forum.ben][turn % 3] as Someone;
      return tryStart(categoryId, who);
    });
    expect((await Promise.all(starts)).map(({ status }) => status)).toEqual(Array(60).fill(200));
    expect(await countIn(categoryId)).toBe(60);
  });

  test("is for those for whom the category is", async () => {
    const forModerators = await buildCategory(forum.spaceId, { start: "moderators" });
    const hidden = await buildCategory(forum.spaceId, { read: "moderators", start: "moderators" });
    expect((await tryStart(forModerators, forum.max)).status).toBe(403);
    expect((await tryStart(hidden, forum.max)).status).toBe(404);
    expect((await tryStart(forum.categoryId, forum.ola)).status).toBe(404);
    expect((await tryStart(hidden, forum.stu)).status).toBe(200);
  });

  test("is over where the year is, save for what was sent before", async () => {
    const categoryId = await buildCategory(forum.spaceId);
    const sent = buildStart();
    const threadId = await start(categoryId, forum.max, sent);
    const input = { isArchived: true, year: "2025-26" };
    await forum.stu.browser.do(spaceEndpoints.archiveCategory, { params: { categoryId }, input });
    expect((await tryStart(categoryId, forum.max)).status).toBe(403);
    expect((await tryStart(categoryId, forum.max, sent)).body).toEqual({ threadId, isHeld: false });
    const late = { deedId: newId(), body: fromPlainText("Late"), isTried: false };
    expect((await forum.mia.browser.try(doors.reply, { params: { threadId }, input: late })).status).toBe(
      403,
    );
    expect((await show(threadId, forum.mia)).posts).toHaveLength(1);
  });

  test("an announcement is made by moderators alone", async () => {
    const { status, body } = await tryStart(forum.categoryId, forum.max, { kind: "announcement" });
    expect([status, body.message]).toEqual([
      403,
      "Only those who look after the space make announcements there.",
    ]);
    expect((await tryStart(forum.categoryId, forum.stu, { kind: "announcement" })).status).toBe(200);
  });

  test("a poll has choices and nothing else has; nothing has no words", async () => {
    const poll = { options: ["Yes", "No"], isMultiple: false };
    for (const [given, path] of [
      [{ kind: "poll", poll: null }, "poll"],
      [{ kind: "discussion", poll }, "poll"],
      [{ body: fromPlainText(" ") }, "body"],
      [{ title: "x" }, "title"],
    ] as const) {
      const { status, body } = await tryStart(forum.categoryId, forum.max, given as never);
      expect([status, body.fields?.[0]?.path]).toEqual([422, path]);
    }
  });
});

describe("a thread in several spaces", () => {
  test("is asked for in every one: refused in one, it is made in none", async () => {
    const here = await buildCategory(forum.spaceId);
    const there = await buildCategory(ofAlder);
    const narrow = await buildCategory(ofAlder, { start: "moderators" });
    const before = await Thread.countDocuments();
    expect((await tryStart(here, forum.max, { alsoIn: [narrow] })).status).toBe(403);
    expect((await tryStart(here, forum.ben, { alsoIn: [there] })).status).toBe(404);
    expect((await tryStart(here, forum.max, { alsoIn: [here] })).status).toBe(422);
    expect([await Thread.countDocuments(), await countIn(here)]).toEqual([before, 0]);
    expect((await tryStart(here, forum.max, { alsoIn: [there] })).status).toBe(200);
    expect([await countIn(here), await countIn(there)]).toEqual([1, 1]);
  });

  test("tells each reader of the places that they may read, and lives where one of them does", async () => {
    const there = await buildCategory(ofAlder);
    const threadId = await start(forum.categoryId, forum.max, { alsoIn: [there] });
    const ofMia = (await show(threadId, forum.mia)).mine.placements;
    expect(ofMia.map(({ spaceTitle }) => spaceTitle)).toEqual(["The northern alliance", "Alder State"]);
    expect((await show(threadId, forum.ben)).mine.placements.map(({ spaceId }) => spaceId)).toEqual([
      forum.spaceId,
    ]);
    await forum.stu.browser.do(doors.place, {
      params: { threadId },
      input: {
        ...{ deedId: newId(), spaceId: forum.spaceId, categoryId: forum.categoryId },
        ...{ isPinned: false, isHidden: true },
      },
    });
    expect((await forum.ben.browser.try(doors.show, { params: { threadId }, input: {} })).status).toBe(404);
    expect((await answerIn(threadId, forum.mia, "Here we go on")).data.post.place).toBe(1);
    expect((await show(threadId, forum.stu)).mine.placements.map(({ isHidden }) => isHidden)).toEqual([true]);
    const notMine = { deedId: newId(), spaceId: ofAlder, categoryId: there, isPinned: true, isHidden: true };
    expect((await forum.stu.browser.try(doors.place, { params: { threadId }, input: notMine })).status).toBe(
      404,
    );
    expect((await forum.mia.browser.try(doors.place, { params: { threadId }, input: notMine })).status).toBe(
      403,
    );
  });
});

describe("moving and pinning", () => {
  test("counts it where it stands and can be seen; never into another space", async () => {
    const [from, to] = [await buildCategory(forum.spaceId), await buildCategory(forum.spaceId)];
    const threadId = await start(from, forum.max);
    const place = (categoryId: Id, isHidden: boolean) =>
      forum.stu.browser.try(doors.place, {
        params: { threadId },
        input: { deedId: newId(), spaceId: forum.spaceId, categoryId, isPinned: true, isHidden },
      });
    await place(to, false);
    expect([await countIn(from), await countIn(to)]).toEqual([0, 1]);
    await place(to, true);
    expect([await countIn(from), await countIn(to)]).toEqual([0, 0]);
    await place(from, false);
    expect([await countIn(from), await countIn(to)]).toEqual([1, 0]);
    expect((await place(await buildCategory(ofAlder), false)).status).toBe(404);
  });
});

describe("the head", () => {
  test("an answer is a shown reply of a question, named by who asked or who moderates", async () => {
    const threadId = await start(forum.categoryId, forum.max, { kind: "question" });
    const { data } = await answerIn(threadId, forum.ben, "So");
    const accept = (who: Someone, postId: Id | null, id = threadId) =>
      who.browser.try(doors.accept, { params: { threadId: id }, input: { deedId: newId(), postId } });
    expect((await accept(forum.mia, data.post.id)).status).toBe(403);
    expect((await accept(forum.max, threadId)).status).toBe(404);
    expect((await accept(forum.max, data.post.id)).status).toBe(200);
    expect((await accept(forum.max, data.post.id)).body.code).toBe("alreadySo");
    expect((await accept(forum.stu, null)).status).toBe(200);
    const discussion = await start(forum.categoryId, forum.max);
    expect((await accept(forum.max, null, discussion)).body.code).toBe("noQuestion");
  });

  test("a vote is counted once for each person, changed and taken back, and nobody is told whose it is", async () => {
    const threadId = await start(forum.categoryId, forum.max, { kind: "poll" });
    const vote = (who: Someone, choices: number[]) =>
      who.browser.try(doors.vote, { params: { threadId }, input: { deedId: newId(), choices } });
    await Promise.all([vote(forum.mia, [0]), vote(forum.ben, [0]), vote(forum.max, [1])]);
    await vote(forum.mia, [2]);
    expect((await vote(forum.mia, [0, 1])).status).toBe(422);
    expect((await vote(forum.mia, [7])).status).toBe(422);
    const { thread, mine } = await show(threadId, forum.mia);
    expect(thread.poll?.options.map(({ votes }) => votes)).toEqual([1, 1, 1]);
    expect([thread.poll?.voters, mine.votes]).toEqual([3, [2]]);
    await vote(forum.mia, []);
    expect((await show(threadId, forum.mia)).thread.poll).toMatchObject({ voters: 2 });
    const discussion = await start(forum.categoryId, forum.max);
    const input = { deedId: newId(), choices: [0] };
    const { body } = await forum.mia.browser.try(doors.vote, { params: { threadId: discussion }, input });
    expect(body.code).toBe("noPoll");
  });

  test("a title is changed by its author while they may write, and by moderators", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const retitle = (who: Someone) =>
      who.browser.try(doors.retitle, {
        params: { threadId },
        input: { deedId: newId(), title: "Another title", tags: ["anew"] },
      });
    expect((await retitle(forum.mia)).status).toBe(403);
    expect((await retitle(forum.max)).status).toBe(200);
    await forum.stu.browser.do(doors.close, {
      params: { threadId },
      input: { deedId: newId(), isClosed: true },
    });
    expect([(await retitle(forum.max)).status, (await retitle(forum.stu)).status]).toEqual([403, 200]);
  });

  test("two who close at once: one does, the other learns that it is so", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const close = () =>
      forum.stu.browser.try(doors.close, {
        params: { threadId },
        input: { deedId: newId(), isClosed: true },
      });
    expect((await Promise.all([close(), close()])).map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  buildStart,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { tryMerge, wordsIn } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { heldEndpoints as held, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";
import { Held } from "./held.model";
import { Post } from "./posts.model";

let server: TestServer;
let forum: ForumOfOurs;
/** A second steward, who looks after the same. */
let sue: Someone;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
  const { programs, campuses } = server.world;
  const role = { role: "steward", scopeKind: "alliance", scopeId: programs.northern } as const;
  sue = await buildSomeone(server, "Sue", campuses.dogwood, [role]);
});
afterAll(() => server.close());

const word = () => `w${newId().slice(-12)}`;
const deed = () => ({ deedId: newId() });
const hold = async (threadId: Id, isHolding = true) =>
  await forum.stu.browser.do(moderationEndpoints.pace, {
    params: { threadId },
    input: { ...deed(), slow: null, isHolding },
  });
const waiting = async (who: Someone = forum.stu) => {
  const params = { spaceId: forum.spaceId };
  return (await who.browser.do(held.list, { params, input: {} })).items;
};
const release = (who: Someone, heldId: Id, deedId = newId()) =>
  who.browser.try(held.release, { params: { heldId }, input: { deedId } });
const refuse = (who: Someone, heldId: Id) =>
  who.browser.try(held.refuse, { params: { heldId }, input: { ...deed(), reason: "It names a student." } });
const finds = async (who: Someone, words: string) =>
  (await who.browser.do(searchEndpoints.posts, { input: { words } })).items.length;

describe("a reply that waits", () => {
  test("is seen by its author and the moderators alone: no place, no seq, no event, nothing to be found", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await hold(threadId);
    const before = await show(threadId, forum.ben);
    const listening = await forum.ben.listen();
    await listening.join(`forums:${threadId}`);
    const unique = word();
    const fact = await answerIn(threadId, forum.mia, unique);
    expect(fact).toMatchObject({ seq: 0, data: { post: { state: "held", place: -1 } } });

    expect(await show(threadId, forum.ben)).toEqual(before);
    const { posts, mine } = await show(threadId, forum.mia);
    expect(posts).toHaveLength(1);
    expect(mine.held).toMatchObject([{ id: fact.data.post.id, state: "waiting", kind: "reply" }]);
    expect(JSON.stringify(mine.held)).toContain(unique);
    expect((await waiting()).map(({ id }) => id)).toContain(fact.data.post.id);
    for (const who of [forum.mia, forum.ben, forum.stu]) expect(await finds(who, unique)).toBe(0);
    const params = { postId: fact.data.post.id };
    for (const who of [forum.mia, forum.ben, forum.stu])
      expect((await who.browser.try(doors.findPost, { params })).status).toBe(404);
    await hold(threadId, false);
    await listening.hears("forums:paced");
    expect(listening.facts.map(({ name }) => name)).toEqual(["forums:paced"]);
  });

  test("sent again waits once, and is answered the same; let through it takes the next place, with its id", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await hold(threadId);
    const input = { deedId: newId(), body: fromPlainText("Hedgehogs"), isTried: false };
    const send = () => forum.mia.browser.do(doors.reply, { params: { threadId }, input });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await answerIn(threadId, forum.stu, "Meanwhile");
    expect((await release(forum.stu, input.deedId)).body).toEqual({ state: "released" });
    const now = await send();
    expect(now.data.post).toMatchObject({ id: input.deedId, place: 2, state: "shown" });
    expect(await wordsIn(threadId, forum.ben)).toEqual([
      "We begin with a round of names.",
      "Meanwhile",
      "Hedgehogs",
    ]);
    expect(await finds(forum.ben, "hedgehogs")).toBeGreaterThan(0);
    expect((await show(threadId, forum.mia)).mine.held).toEqual([]);
    expect(await Post.countDocuments({ _id: input.deedId })).toBe(1);
  });

  test("that is not let through tells its author why; they take it back, and its words are gone", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await hold(threadId);
    const { id } = (await answerIn(threadId, forum.mia, "About Jo")).data.post;
    expect((await refuse(forum.stu, id)).body).toEqual({ state: "refused" });
    expect((await show(threadId, forum.mia)).mine.held).toMatchObject([
      { state: "refused", reason: "It names a student." },
    ]);
    const own = await forum.mia.browser.do(held.listOwn, { input: {} });
    expect(own.items[0]).toMatchObject({ id, state: "refused" });
    expect((await forum.ben.browser.do(held.listOwn, { input: {} })).items).toEqual([]);
    const params = { heldId: id };
    expect((await forum.ben.browser.try(held.takeBack, { params, input: deed() })).status).toBe(404);
    expect((await forum.mia.browser.do(held.takeBack, { params, input: deed() })).state).toBe("withdrawn");
    expect((await Held.findById(id).lean())?.body).toBeNull();
    expect((await show(threadId, forum.mia)).mine.held).toEqual([]);
  });

  test("is decided once, however many decide at once; whoever comes second is told", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await hold(threadId);
    for (let pair = 0; pair < 10; pair++) {
      const { id } = (await answerIn(threadId, forum.mia, `Reply ${pair}`)).data.post;
      const answers = await Promise.all([
        release(forum.stu, id),
        pair % 2 ? refuse(sue, id) : release(sue, id),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("decided");
    }
  });

  test("a decision that is sent again is answered the same", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await hold(threadId);
    const { id } = (await answerIn(threadId, forum.mia, "Twice")).data.post;
    const deedId = newId();
    expect((await release(forum.stu, id, deedId)).status).toBe(200);
    expect((await release(forum.stu, id, deedId)).body).toEqual({ state: "released" });
    expect((await release(forum.stu, id)).status).toBe(409);
  });

  test("is let through where its thread was merged into", async () => {
    const [from, into] = [await start(forum.categoryId, forum.max), await start(forum.categoryId, forum.max)];
    await hold(from);
    const { id } = (await answerIn(from, forum.mia, "On the way")).data.post;
    await tryMerge(forum.stu, from, into);
    expect((await release(forum.stu, id)).status).toBe(200);
    expect((await wordsIn(into, forum.ben)).at(-1)).toBe("On the way");
  });

  test("is no business of others: to them it is nothing at all", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await hold(threadId);
    const { id } = (await answerIn(threadId, forum.mia, "Waits")).data.post;
    const nothing = await release(forum.ben, newId());
    for (const who of [forum.ben, forum.max, forum.ola]) {
      const answer = await release(who, id);
      expect([answer.status, answer.text]).toEqual([404, nothing.text]);
      const params = { spaceId: forum.spaceId };
      expect((await who.browser.try(held.list, { params, input: {} })).status).toBeGreaterThan(400);
    }
    // Its author knows of it, and does not decide.
    expect((await release(forum.mia, id)).status).toBe(403);
  });
});

describe("first words in a category that holds them", () => {
  test("wait, as a reply and as a thread, until something of theirs was shown there", async () => {
    const categoryId = await buildCategory(forum.spaceId, { holdsFirst: true });
    const threadId = await start(categoryId, forum.stu);
    const reply = (await answerIn(threadId, forum.mia, "My first")).data.post;
    expect(reply.state).toBe("held");
    expect((await answerIn(threadId, forum.mia, "My second")).data.post.state).toBe("held");
    await release(forum.stu, reply.id);
    expect((await answerIn(threadId, forum.mia, "My third")).data.post.state).toBe("shown");
    expect((await answerIn(threadId, forum.ben, "My first too")).data.post.state).toBe("held");
  });

  test("a thread that waits is nowhere, and is started once it is let through, as its author's", async () => {
    const categoryId = await buildCategory(forum.spaceId, { holdsFirst: true });
    const unique = word();
    const input = buildStart({ title: `About ${unique}` });
    const params = { categoryId };
    const send = () => forum.ben.browser.do(doors.start, { params, input });
    expect(await send()).toEqual({ threadId: input.threadId, isHeld: true });
    expect(await send()).toEqual({ threadId: input.threadId, isHeld: true });
    const at = { params: { threadId: input.threadId }, input: {} };
    for (const who of [forum.ben, forum.stu, forum.mia])
      expect((await who.browser.try(doors.show, at)).status).toBe(404);
    const { categories } = await forum.mia.browser.do(spaceEndpoints.show, {
      params: { spaceId: forum.spaceId },
    });
    expect(categories.find(({ id }) => id === categoryId)).toMatchObject({
      threadCount: 0,
      holdsFirst: true,
    });
    expect((await waiting()).find(({ id }) => id === input.threadId)).toMatchObject({
      kind: "thread",
      threadTitle: `About ${unique}`,
    });
    const both = await Promise.all([release(forum.stu, input.threadId), release(sue, input.threadId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await send()).toEqual({ threadId: input.threadId, isHeld: false });
    const { thread } = await show(input.threadId, forum.mia);
    expect([thread.author.name, thread.decision]).toEqual(["Ben", undefined]);
    expect(await finds(forum.mia, unique)).toBe(1);
  });

  test("those who look after the space need not wait", async () => {
    const categoryId = await buildCategory(forum.spaceId, { holdsFirst: true });
    const threadId = await start(categoryId, forum.stu);
    expect((await show(threadId, forum.mia)).thread.posts).toBe(1);
  });
});

describe("a shown post that is held", () => {
  const holdPost = (who: Someone, postId: Id) =>
    who.browser.try(moderationEndpoints.hold, {
      params: { postId },
      input: { ...deed(), reason: "Is this so?" },
    });

  test("keeps its place without its words; let through it is shown again", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const unique = word();
    const { id } = (await answerIn(threadId, forum.mia, unique)).data.post;
    expect((await holdPost(forum.max, id)).status).toBe(403);
    expect((await holdPost(forum.stu, id)).status).toBe(200);
    expect((await holdPost(sue, id)).status).toBe(409);
    expect(await wordsIn(threadId, forum.ben)).toEqual(["We begin with a round of names.", "held"]);
    expect(await finds(forum.ben, unique)).toBe(0);
    const [mine] = (await show(threadId, forum.mia)).mine.held;
    expect(mine).toMatchObject({ kind: "post", postId: id, reason: "Is this so?" });
    expect(JSON.stringify(mine)).toContain(unique);
    expect((await show(threadId, forum.ben)).mine.held).toEqual([]);
    const answers = await Promise.all([release(forum.stu, mine!.id), release(sue, mine!.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await wordsIn(threadId, forum.ben)).toEqual(["We begin with a round of names.", unique]);
    expect(await finds(forum.ben, unique)).toBe(1);
  });

  test("that is not let through is hidden with the reason; taken back by its author it waits no more", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const [one, other] = [
      await answerIn(threadId, forum.mia, "One"),
      await answerIn(threadId, forum.mia, "Two"),
    ];
    for (const { data } of [one, other]) await holdPost(forum.stu, data.post.id);
    const [first, second] = (await show(threadId, forum.mia)).mine.held;
    expect((await refuse(forum.stu, first!.id)).status).toBe(200);
    expect((await show(threadId, forum.ben)).posts[1]).toMatchObject({
      ...{ state: "hidden", reason: "It names a student.", body: null },
    });
    const params = { postId: other.data.post.id };
    await forum.mia.browser.do(doors.withdraw, { params, input: deed() });
    expect((await waiting()).map(({ id }) => id)).not.toContain(second!.id);
    expect((await release(forum.stu, second!.id)).status).toBe(409);
  });
});

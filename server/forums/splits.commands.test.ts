import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import { expectSameThread } from "#server/testing/expectSameThread";
import { answerAll, buildSplit, trySplit, wordsIn } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";
import { Category } from "./categories.model";
import { Post } from "./posts.model";
import { findSpaceOf } from "./spaces.model";
import { Thread } from "./threads.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const placesOf = async (threadId: Id) =>
  (await Post.find({ threadId }).sort({ place: 1 }).lean()).map(({ place }) => place);
const upTo = (length: number) => Array.from({ length }, (_, place) => place);
const countIn = async (categoryId: Id) => (await Category.findById(categoryId).lean())?.threadCount;
const deed = () => ({ deedId: newId() });

describe("splitting a thread", () => {
  test("takes the chosen replies into a new one in their order, and leaves a mark at the place of each", async () => {
    const { max, mia, ben, stu } = forum;
    const there = await buildCategory(forum.spaceId);
    const threadId = await start(forum.categoryId, max, { kind: "question" });
    const ids = await answerAll(threadId, [mia, ben], 6);
    const chosen = [ids[4], ids[1], ids[2]] as Id[];
    const input = buildSplit(there, chosen);
    const { status, body } = await trySplit(stu, threadId, input);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "forums:postsLeft",
      data: { moved: [{ place: 2 }, { place: 3 }, { place: 5 }] },
    });
    expect(await wordsIn(threadId, max)).toEqual([
      "We begin with a round of names.",
      ...["Reply 1", "moved", "moved", "Reply 4", "moved", "Reply 6"],
    ]);
    expect(await wordsIn(input.newThreadId, max)).toEqual(["Reply 2", "Reply 3", "Reply 5"]);
    expect([await placesOf(threadId), await placesOf(input.newThreadId)]).toEqual([upTo(7), upTo(3)]);
    expect(await countIn(there)).toBe(1);

    const made = await show(input.newThreadId, ben);
    expect(made.thread).toMatchObject({
      title: input.title,
      kind: "question",
      posts: 3,
      campuses: 2,
      seq: 1,
    });
    expect(made.thread.author.name).toBe("Ben");
    expect(made.posts.map(({ id }) => id)).toEqual([ids[1], ids[2], ids[4]]);
    // Whoever wrote in it has read it, and follows it as they did.
    expect(made.mine).toMatchObject({ level: "follow", readTo: 3 });
    const mark = (await show(threadId, max)).posts[2];
    expect(mark).toMatchObject({
      ...{ state: "moved", body: null, movedTo: { threadId: input.newThreadId, postId: ids[1] } },
      author: { name: "", campus: null },
    });
  });

  test("what is beside the words goes along: reactions, bookmarks, former writings, quotations, how they are found", async () => {
    const { max, mia, ben, stu, categoryId } = await buildForum(server);
    const threadId = await start(categoryId, max, { kind: "question", title: "Of tortoises" });
    const [postId] = (await answerAll(threadId, [mia], 1)) as [Id];
    const write = (text: string, edits: number) =>
      mia.browser.do(doors.edit, {
        params: { postId },
        input: { ...deed(), body: fromPlainText(text), edits },
      });
    await write("Hedgehogs are asleep", 0);
    await ben.browser.do(doors.react, {
      params: { postId },
      input: { ...deed(), reaction: "thanks", isOn: true },
    });
    await ben.browser.do(doors.bookmark, { params: { postId }, input: { isOn: true } });
    await max.browser.do(doors.accept, { params: { threadId }, input: { ...deed(), postId } });
    const quote: RichTextDocument = {
      type: "doc",
      content: [
        { type: "blockquote", attrs: { replyId: postId }, content: fromPlainText("asleep").content },
        ...fromPlainText("Are they?").content,
      ],
    };
    const quoting = { deedId: newId(), body: quote, isTried: false };
    await ben.browser.do(doors.reply, { params: { threadId }, input: quoting });

    const input = buildSplit(categoryId, [postId]);
    expect((await trySplit(stu, threadId, input)).status).toBe(200);
    expect((await show(threadId, max)).thread).toMatchObject({ acceptedId: null, campuses: 2 });
    const { mine, posts } = await show(input.newThreadId, ben);
    expect(mine).toMatchObject({ bookmarks: [postId], reactions: [{ postId, reaction: "thanks" }] });
    expect(posts[0]).toMatchObject({ id: postId, edits: 1, reactions: { thanks: 1 } });
    const { items } = await ben.browser.do(doors.revisions, { params: { postId }, input: {} });
    expect(items).toHaveLength(1);
    const marked = await ben.browser.do(doors.listBookmarks, { input: {} });
    expect(marked.items[0]).toMatchObject({ threadTitle: input.title, post: { id: postId } });
    const { items: found } = await max.browser.do(searchEndpoints.posts, { input: { words: "hedgehogs" } });
    expect(found.map((one) => one.threadId)).toEqual([input.newThreadId]);

    // Written anew, the quotation is still that of whom it quotes.
    const { data } = await ben.browser.do(doors.edit, {
      params: { postId: quoting.deedId },
      input: { ...deed(), body: quote, edits: 0 },
    });
    expect(data.post.body?.content[0]?.attrs).toMatchObject({ author: "Mia" });
    // The thread that they left is renamed without touching them, and theirs with its new beginning.
    const retitle = (id: Id, title: string) =>
      stu.browser.do(doors.retitle, { params: { threadId: id }, input: { ...deed(), title, tags: [] } });
    await retitle(input.newThreadId, "Of wombats");
    const named = await max.browser.do(searchEndpoints.posts, { input: { words: "wombats" } });
    expect(named.items).toHaveLength(1);
  });

  test("a reply that is sent again after it was moved is answered, and said once", async () => {
    const { max, mia, stu, categoryId } = forum;
    const threadId = await start(categoryId, max);
    const input = { deedId: newId(), body: fromPlainText("Once"), isTried: false };
    const fact = await mia.browser.do(doors.reply, { params: { threadId }, input });
    const split = buildSplit(categoryId, [input.deedId]);
    await trySplit(stu, threadId, split);
    const again = await mia.browser.do(doors.reply, { params: { threadId }, input });
    expect(again).toMatchObject({ roomId: threadId, seq: fact.seq });
    expect(again.data.post).toMatchObject({ place: 1, state: "moved", movedTo: { postId: input.deedId } });
    expect(await Post.countDocuments({ _id: input.deedId })).toBe(1);
    expect(await wordsIn(split.newThreadId, mia)).toEqual(["Once"]);
    const found = await mia.browser.do(moderationEndpoints.whereabouts, { params: { postId: input.deedId } });
    expect(found).toEqual({ threadId: split.newThreadId, place: 0, title: split.title });
  });

  test("sent five times at once makes one thread, answered five times alike", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const ids = await answerAll(threadId, [forum.mia], 2);
    const input = buildSplit(forum.categoryId, ids);
    const send = () => trySplit(forum.stu, threadId, input);
    const answers = await Promise.all([send(), send(), send(), send(), send()]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await placesOf(threadId)).toEqual(upTo(3));
  });

  test("fifty replies arrive while others are taken away: no place is lost or taken twice", async () => {
    const { max, ben, mia, stu, categoryId } = await buildForum(server);
    const threadId = await start(categoryId, max);
    const ids = await answerAll(threadId, [mia], 6);
    const splits = [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)].map((chosen) =>
      trySplit(stu, threadId, buildSplit(categoryId, chosen)),
    );
    const replies = Array.from({ length: 50 }, (_, turn) =>
      answerIn(threadId, turn % 2 ? max : ben, `${turn}`),
    );
    const done = await Promise.all([...splits, ...replies]);
    expect(done).toHaveLength(53);
    expect(await placesOf(threadId)).toEqual(upTo(57));
    const { thread } = await show(threadId, max);
    expect(thread).toMatchObject({ posts: 57, seq: 60 });
    expect(await Post.countDocuments({ threadId, state: "moved" })).toBe(6);
  });

  test("those who look on hear what they would read", async () => {
    const { max, mia, ben, stu, categoryId } = forum;
    const threadId = await start(categoryId, max, { kind: "practice" });
    const tried = await answerIn(threadId, ben, "We tried it", true);
    const other = await answerIn(threadId, mia, "And so?");
    const onlooker = { browser: mia.browser, socket: await mia.listen() };
    const chosen = [tried.data.post.id, other.data.post.id];
    await expectSameThread(onlooker, threadId, () => trySplit(stu, threadId, buildSplit(categoryId, chosen)));
    expect((await show(threadId, mia)).thread).toMatchObject({ tried: 0, campuses: 1, posts: 3 });
  });

  test("is for those who look after the thread, into a category where they may start one", async () => {
    const { max, mia, ola, stu } = forum;
    const threadId = await start(forum.categoryId, max);
    const ids = await answerAll(threadId, [mia], 1);
    const before = await Thread.countDocuments();
    expect((await trySplit(max, threadId, buildSplit(forum.categoryId, ids))).status).toBe(403);
    const [refused, ofNothing] = [
      await trySplit(ola, threadId, buildSplit(forum.categoryId, ids)),
      await trySplit(ola, newId(), buildSplit(forum.categoryId, ids)),
    ];
    expect([refused.status, refused.text]).toEqual([404, ofNothing.text]);
    const ofAlder = (await findSpaceOf("campus", server.world.campuses.alder))!._id;
    const closed = await buildCategory(ofAlder);
    expect((await trySplit(stu, threadId, buildSplit(closed, ids))).status).toBe(404);
    expect([await Thread.countDocuments(), await wordsIn(threadId, max)]).toEqual([
      before,
      ["We begin with a round of names.", "Reply 1"],
    ]);
  });

  test("is refused where more people read than here", async () => {
    const few = await buildCategory(forum.spaceId, { read: "coordinators" });
    const threadId = await start(few, forum.stu);
    const ids = await answerAll(threadId, [forum.stu], 1);
    const { status, body } = await trySplit(forum.stu, threadId, buildSplit(forum.categoryId, ids));
    expect([status, body.message]).toEqual([
      403,
      "More people read there than here. What was said to these is not shown to others.",
    ]);
    expect((await trySplit(forum.stu, threadId, buildSplit(few, ids))).status).toBe(200);
  });

  test("leaves the opening, what was moved already, and what is elsewhere where they are", async () => {
    const { max, mia, stu, categoryId } = forum;
    const threadId = await start(categoryId, max);
    const [first, second] = (await answerAll(threadId, [mia], 2)) as [Id, Id];
    const codes = [];
    await trySplit(stu, threadId, buildSplit(categoryId, [first]));
    for (const ids of [[threadId], [first], [newId()], [second, newId()]])
      codes.push((await trySplit(stu, threadId, buildSplit(categoryId, ids))).body.code);
    expect(codes).toEqual(["opening", "changedMeanwhile", "changedMeanwhile", "changedMeanwhile"]);
    expect(await wordsIn(threadId, mia)).toEqual(["We begin with a round of names.", "moved", "Reply 2"]);
  });

  test("a bookmark does not show what was moved to where its owner may not read", async () => {
    const { max, stu, categoryId } = forum;
    const few = await buildCategory(forum.spaceId, { read: "coordinators" });
    const threadId = await start(categoryId, stu);
    const [postId] = (await answerAll(threadId, [stu], 1)) as [Id];
    await max.browser.do(doors.bookmark, { params: { postId }, input: { isOn: true } });
    await trySplit(stu, threadId, buildSplit(few, [postId]));
    const { text } = await max.browser.try(doors.listBookmarks, { input: {} });
    expect(text).not.toContain("Reply 1");
  });
});

describe("a mark", () => {
  test("is nobody's: it is not edited, taken back, hidden, held or reacted to", async () => {
    const { max, mia, stu, categoryId } = forum;
    const threadId = await start(categoryId, max);
    const [first] = (await answerAll(threadId, [mia], 1)) as [Id];
    await trySplit(stu, threadId, buildSplit(categoryId, [first]));
    const params = { postId: (await show(threadId, mia)).posts[1]!.id };
    const hide = { ...deed(), isHidden: true, reason: "Why" };
    const answers = [
      await stu.browser.try(doors.hide, { params, input: hide }),
      await stu.browser.try(moderationEndpoints.hold, { params, input: { ...deed(), reason: "Why" } }),
      await mia.browser.try(doors.withdraw, { params, input: deed() }),
      await mia.browser.try(doors.react, { params, input: { ...deed(), reaction: "thanks", isOn: true } }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(["moved", "moved", "moved", "moved"]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, show, start } from "#server/testing/buildForum";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText } from "#shared/richText/plainText";
import { Post } from "./posts.model";
import { Reaction } from "./reactions.model";
import { Revision } from "./revisions.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

/** A text that begins with somebody's words, as its writer says whose they are. */
const quoting = (attrs: { replyId?: Id; author?: string }): RichTextDocument => ({
  type: "doc",
  content: [
    {
      type: "blockquote",
      attrs,
      content: [{ type: "paragraph", content: [{ type: "text", text: "I give up." }] }],
    },
    { type: "paragraph", content: [{ type: "text", text: "Do you?" }] },
  ],
});
const attributionOf = (body: RichTextDocument | null) => body?.content[0]?.attrs;

const textOf = (body: unknown) => JSON.stringify(body).match(/"text":"([^"]*)"/)?.[1];

describe("replying", () => {
  test("fifty at once over two phones all land, in one order without a hole, and everybody hears the same", async () => {
    const { categoryId, max, ben, mia } = await buildForum(server);
    const threadId = await start(categoryId, max);
    const socket = await mia.listen();
    await socket.join(`forums:${threadId}`);

    const facts = await Promise.all(
      Array.from({ length: 50 }, (_, turn) => answerIn(threadId, turn % 2 ? max : ben, `Reply ${turn}`)),
    );
    const seqs = facts.map(({ seq }) => seq).sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, at) => at + 2));
    for (const { seq, data } of facts) expect(data.post.place).toBe(seq - 1);

    const { thread } = await show(threadId, mia);
    expect(thread).toMatchObject({ posts: 51, seq: 51, campuses: 2 });
    const stored = await Post.find({ threadId }).sort({ place: 1 }).lean();
    expect(stored.map(({ place }) => place)).toEqual(Array.from({ length: 51 }, (_, place) => place));
    await socket.until(() => socket.facts.length === 50, "fifty replies");
    expect(socket.facts.map(({ payload }) => (payload as { seq: number }).seq)).toEqual(seqs);
  });

  test("the same deed five times at once is one reply, answered five times with the same fact", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const input = { deedId: newId(), body: fromPlainText("Once"), isTried: false };
    const send = () => forum.mia.browser.do(doors.reply, { params: { threadId }, input });
    const facts = await Promise.all([send(), send(), send(), send(), send()]);
    expect(new Set(facts.map((fact) => JSON.stringify(fact))).size).toBe(1);
    expect(await send()).toEqual(facts[0]);
    expect((await show(threadId, forum.mia)).thread).toMatchObject({ posts: 2, seq: 2 });
  });

  test("words are quoted as those of whoever wrote the reply that is named, in that thread, and as nobody's else", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const elsewhere = await answerIn(await start(forum.categoryId, forum.max), forum.ben, "Elsewhere");
    const { data } = await answerIn(threadId, forum.ben, "Never mind.");
    const asked = async (attrs: Parameters<typeof quoting>[0]) => {
      const input = { deedId: newId(), body: quoting(attrs), isTried: false };
      const fact = await forum.mia.browser.do(doors.reply, { params: { threadId }, input });
      return attributionOf(fact.data.post.body);
    };
    const { name } = data.post.author;
    expect(await asked({ replyId: data.post.id, author: "The president" })).toEqual({
      replyId: data.post.id,
      author: name,
    });
    expect(await asked({ author: name })).toBeUndefined();
    expect(await asked({ replyId: newId(), author: name })).toBeUndefined();
    expect(await asked({ replyId: elsewhere.data.post.id, author: name })).toBeUndefined();

    const body = quoting({ author: name });
    const own = await answerIn(threadId, forum.mia, "Plain");
    const edited = await forum.mia.browser.do(doors.edit, {
      params: { postId: own.data.post.id },
      input: { deedId: newId(), body, edits: 0 },
    });
    expect(attributionOf(edited.data.post.body)).toBeUndefined();
  });

  test("a reply whose answer was lost is answered also after the thread was closed", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const input = { deedId: newId(), body: fromPlainText("In time"), isTried: false };
    const fact = await forum.mia.browser.do(doors.reply, { params: { threadId }, input });
    await forum.stu.browser.do(doors.close, {
      params: { threadId },
      input: { deedId: newId(), isClosed: true },
    });
    expect(await forum.mia.browser.do(doors.reply, { params: { threadId }, input })).toEqual(fact);
    const late = { ...input, deedId: newId() };
    expect((await forum.mia.browser.try(doors.reply, { params: { threadId }, input: late })).status).toBe(
      403,
    );
  });

  test("the deed of somebody else makes nothing", async () => {
    const [one, other] = [await start(forum.categoryId, forum.max), await start(forum.categoryId, forum.max)];
    const input = { deedId: newId(), body: fromPlainText("Mine"), isTried: false };
    await forum.mia.browser.do(doors.reply, { params: { threadId: one }, input });
    for (const [who, threadId] of [
      [forum.ben, one],
      [forum.mia, other],
    ] as const) {
      const { status, body } = await who.browser.try(doors.reply, { params: { threadId }, input });
      expect([status, body.code]).toEqual([409, "deedKnown"]);
    }
    expect((await show(other, forum.mia)).thread.posts).toBe(1);
  });

  test("what was tried is told only of a practice, and counted there", async () => {
    const discussion = await start(forum.categoryId, forum.max);
    const practice = await start(forum.categoryId, forum.max, { kind: "practice" });
    const input = { deedId: newId(), body: fromPlainText("We tried it"), isTried: true };
    const refused = await forum.mia.browser.try(doors.reply, { params: { threadId: discussion }, input });
    expect(refused.body).toMatchObject({ code: "invalid", fields: [{ path: "isTried" }] });
    expect((await answerIn(practice, forum.ben, "We tried it", true)).data.tried).toBe(1);
    expect((await show(practice, forum.mia)).thread.tried).toBe(1);
  });

  test("an outsider is told what one is told of nothing, and nothing is said", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const input = { deedId: newId(), body: fromPlainText("Hello"), isTried: false };
    const hidden = await forum.ola.browser.try(doors.reply, { params: { threadId }, input });
    const absent = await forum.ola.browser.try(doors.reply, { params: { threadId: newId() }, input });
    expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
    expect((await show(threadId, forum.max)).thread.posts).toBe(1);
  });

  test("a text of the largest size goes through, and an empty one does not", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const large = { deedId: newId(), body: fromPlainText("é".repeat(31_900)), isTried: false };
    await forum.mia.browser.do(doors.reply, { params: { threadId }, input: large });
    const empty = { deedId: newId(), body: fromPlainText("  "), isTried: false };
    expect((await forum.mia.browser.try(doors.reply, { params: { threadId }, input: empty })).status).toBe(
      422,
    );
  });
});

describe("one’s own post", () => {
  const build = async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const { data } = await answerIn(threadId, forum.mia, "First");
    return { threadId, postId: data.post.id };
  };
  const edit = (postId: Id, text: string, edits: number, who = forum.mia) =>
    who.browser.try(doors.edit, {
      params: { postId },
      input: { deedId: newId(), body: fromPlainText(text), edits },
    });

  test("is written anew over the writing one has seen, and how it was can be read", async () => {
    const { postId } = await build();
    expect((await edit(postId, "Second", 0)).status).toBe(200);
    const { status, body } = await edit(postId, "Third, from another phone", 0);
    expect([status, body.code]).toEqual([409, "changedMeanwhile"]);
    expect((await edit(postId, "Third", 1)).status).toBe(200);
    const post = await forum.ben.browser.do(doors.findPost, { params: { postId } });
    expect([textOf(post.body), post.edits, post.editedAt! >= post.at]).toEqual(["Third", 2, true]);
    const { items } = await forum.ben.browser.do(doors.revisions, { params: { postId }, input: {} });
    expect(items.map(({ body }) => textOf(body))).toEqual(["Second", "First"]);
  });

  test("is written anew by two phones at once: one does, the other learns of it", async () => {
    const { postId } = await build();
    const answers = await Promise.all([edit(postId, "One", 0), edit(postId, "Other", 0)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("is nobody else’s to change", async () => {
    const { postId } = await build();
    for (const who of [forum.max, forum.stu]) {
      expect((await edit(postId, "Not mine", 0, who)).status).toBe(403);
      const input = { deedId: newId() };
      expect((await who.browser.try(doors.withdraw, { params: { postId }, input })).status).toBe(403);
    }
    expect((await edit(postId, "Not mine", 0, forum.ola)).status).toBe(404);
  });

  test("taken back, leaves no word of it in the store, and its reactions with it", async () => {
    const { threadId, postId } = await build();
    const secret = `words-${postId}`;
    await edit(postId, secret, 0);
    await edit(postId, `${secret} again`, 1);
    const react = { deedId: newId(), reaction: "thanks" as const, isOn: true };
    await forum.ben.browser.do(doors.react, { params: { postId }, input: react });
    const input = { deedId: newId() };
    const fact = await forum.mia.browser.do(doors.withdraw, { params: { postId }, input });
    expect(fact.data.post).toMatchObject({ state: "withdrawn", body: null, reactions: { thanks: 0 } });
    expect(await forum.mia.browser.do(doors.withdraw, { params: { postId }, input })).toEqual(fact);
    expect(await Revision.countDocuments({ postId })).toBe(0);
    expect(await Reaction.countDocuments({ postId })).toBe(0);
    for (const { name } of await Post.db.db!.listCollections().toArray()) {
      const all = JSON.stringify(await Post.db.db!.collection(name).find().toArray());
      expect([name, all.includes(secret)]).toEqual([name, false]);
    }
    expect((await edit(postId, "Back", 2)).body.code).toBe("withdrawn");
    expect((await show(threadId, forum.max)).thread.posts).toBe(2);
  });

  test("once taken back, an edit that is sent again brings nothing back", async () => {
    const { postId } = await build();
    const input = { deedId: newId(), body: fromPlainText("Regretted"), edits: 0 };
    const fact = await forum.mia.browser.do(doors.edit, { params: { postId }, input });
    await forum.mia.browser.do(doors.withdraw, { params: { postId }, input: { deedId: newId() } });
    const again = await forum.mia.browser.do(doors.edit, { params: { postId }, input });
    expect([again.seq, again.data.post.body]).toEqual([fact.seq, null]);
  });
});

describe("reacting", () => {
  test("is counted, once for each person and kind, and taken back", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const { postId } = { postId: threadId };
    const react = (who: typeof forum.max, isOn: boolean) =>
      who.browser.try(doors.react, {
        params: { postId },
        input: { deedId: newId(), reaction: "resonates", isOn },
      });
    const answers = await Promise.all([
      react(forum.mia, true),
      react(forum.ben, true),
      react(forum.mia, true),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    const { posts, mine } = await show(threadId, forum.mia);
    expect(posts[0]?.reactions.resonates).toBe(2);
    expect(mine.reactions).toEqual([{ postId, reaction: "resonates" }]);
    expect((await react(forum.mia, false)).status).toBe(200);
    expect((await react(forum.mia, false)).body.code).toBe("alreadySo");
    expect((await show(threadId, forum.mia)).posts[0]?.reactions.resonates).toBe(1);
  });
});

describe("taking a post out of sight", () => {
  test("needs a reason, keeps the words for undoing it, and tells its author why", async () => {
    const threadId = await start(forum.categoryId, forum.max, { kind: "question" });
    const { data } = await answerIn(threadId, forum.mia, "A name that should not stand here");
    const postId = data.post.id;
    const params = { postId };
    const hide = (isHidden: boolean, reason: string, who = forum.stu) =>
      who.browser.try(doors.hide, { params, input: { deedId: newId(), isHidden, reason } });
    await forum.max.browser.do(doors.accept, { params: { threadId }, input: { deedId: newId(), postId } });

    expect((await hide(true, "")).status).toBe(422);
    expect((await hide(true, "No names", forum.max)).status).toBe(403);
    expect((await hide(true, "No names")).status).toBe(200);
    const seen = await show(threadId, forum.mia);
    expect(seen.posts[1]).toMatchObject({ state: "hidden", body: null, reason: "No names" });
    expect(seen.thread.acceptedId).toBeNull();
    const { items } = await forum.mia.browser.do(doors.revisions, { params, input: {} });
    expect(items).toEqual([]);
    expect((await hide(true, "Again")).body.code).toBe("alreadySo");
    expect((await hide(false, "")).status).toBe(200);
    expect((await show(threadId, forum.mia)).posts[1]).toMatchObject({ state: "shown", reason: "" });
  });

  test("of the opening takes its words out of the lists too", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const input = { deedId: newId(), isHidden: true, reason: "Not here" };
    await forum.stu.browser.do(doors.hide, { params: { postId: threadId }, input });
    const { items } = await forum.mia.browser.do(doors.list, {
      params: { spaceId: forum.spaceId },
      input: { categoryId: forum.categoryId },
    });
    expect(items.find(({ id }) => id === threadId)?.excerpt).toBe("");
  });
});

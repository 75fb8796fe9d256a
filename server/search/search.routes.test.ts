import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeCategoryRecord } from "#server/forums/categories.model";
import { enterEverything } from "#server/forums/entries.load";
import { Entry } from "#server/forums/entries.model";
import { findSpaceOf } from "#server/forums/spaces.model";
import { answerIn, buildCategory, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { InputOf } from "#shared/http/endpoint";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints as doors } from "#shared/search/search.contract";

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

type Asked = Omit<InputOf<typeof doors.posts>, "words">;
const search = async ({ browser }: Someone, words: string, asked: Asked = {}) =>
  await browser.do(doors.posts, { input: { words, ...asked } });
const find = async (who: Someone, words: string, asked: Asked = {}): Promise<Id[]> =>
  (await search(who, words, asked)).items.map(({ postId }) => postId);
const deed = (fields: object = {}) => ({ deedId: newId(), ...fields });
/** A word that no other test has said. */
const word = () => `w${newId().slice(-12)}`;
const say = (text: string, more: object = {}) => ({ body: fromPlainText(text), ...more });

describe("what is found", () => {
  test("is a thread by its title and every post by its words, with who said it where and when", async () => {
    const unique = word();
    const threadId = await start(forum.categoryId, forum.max, { title: `About ${unique}`, tags: ["trust"] });
    const { data } = await answerIn(threadId, forum.ben, `First a line.\n\nThen ${unique} in another.`);
    const { items, next } = await search(forum.mia, unique);
    expect(next).toBeNull();
    expect(items.map(({ postId }) => postId)).toEqual([threadId, data.post.id]);
    expect(items[1]).toMatchObject({
      ...{ threadId, place: 1, threadTitle: `About ${unique}`, kind: "discussion", tags: ["trust"] },
      ...{ author: { name: "Ben", campus: { shortName: "Birch" } }, at: data.post.at },
      ...{ spaceId: forum.spaceId, spaceTitle: "The northern alliance" },
      line: { text: `Then ${unique} in another.`, marks: [[5, 5 + unique.length]] },
    });
  });

  test.each([
    ["en", "We were discussing the communities of which you are part", "discussed community"],
    ["es", "Las reuniones que hicimos para los estudiantes de la noche", "reunion estudiante"],
  ])("in %s has another ending, or no accent", async (_language, text, words) => {
    const unique = word();
    const postId = await start(forum.categoryId, forum.max, say(`${text} ${unique}`));
    for (const one of words.split(" ")) {
      const found = await search(forum.mia, `${one} "${unique}"`);
      expect(found.items.map((item) => item.postId)).toEqual([postId]);
      expect(found.items[0]?.line.marks).toHaveLength(2);
    }
  });

  test("stands together where it is put in quotes, and is left out where a minus is before it", async () => {
    const [one, other] = [word(), word()];
    const together = await start(forum.categoryId, forum.max, say(`${one} ${other}`));
    const apart = await start(forum.categoryId, forum.max, say(`${other} and then ${one}`));
    const alone = await start(forum.categoryId, forum.max, say(`only ${one}`));
    expect((await find(forum.mia, `${one} ${other}`)).sort()).toEqual([together, apart, alone].sort());
    expect(await find(forum.mia, `"${one} ${other}"`)).toEqual([together]);
    expect(await find(forum.mia, `${one} -${other}`)).toEqual([alone]);
  });

  test("is narrowed by space, person, campus, tag, kind and time", async () => {
    const unique = word();
    const one = await start(forum.categoryId, forum.max, say(unique, { kind: "question", tags: ["trust"] }));
    const { data } = await answerIn(one, forum.ben, unique);
    const other = await start(await buildCategory(ofAlder), forum.mia, say(unique));
    const narrowed = async (asked: Asked) => (await find(forum.max, unique, asked)).sort();
    const reply = data.post.id;
    expect(await narrowed({})).toEqual([one, reply, other].sort());
    expect(await narrowed({ spaceId: ofAlder })).toEqual([other]);
    expect(await narrowed({ authorId: forum.ben.personId })).toEqual([reply]);
    expect(await narrowed({ campusId: server.world.campuses.alder })).toEqual([one, other].sort());
    expect(await narrowed({ tag: "trust" })).toEqual([one, reply].sort());
    expect(await narrowed({ kind: "discussion" })).toEqual([other]);
    expect(await narrowed({ since: data.post.at })).toEqual([reply, other].sort());
    expect(await narrowed({ until: data.post.at })).toEqual([one]);
  });

  test.each(["relevance", "newest"] as const)("is read page by page by %s, each once", async (order) => {
    const unique = word();
    const threadId = await start(forum.categoryId, forum.max);
    const said: Id[] = [];
    for (let i = 0; i < 45; i++)
      said.push((await answerIn(threadId, i < 24 ? forum.max : forum.ben, unique)).data.post.id);
    const found: Id[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await search(forum.mia, unique, { order, ...(after && { after }) });
      found.push(...page.items.map(({ postId }) => postId));
      after = page.next;
    }
    expect([...found].sort()).toEqual([...said].sort());
    if (order === "newest") expect(found).toEqual([...said].reverse());
  });
});

describe("nothing is found, and nothing counted,", () => {
  test("of spaces that one may not read, and to ask in one is to ask in none", async () => {
    const unique = word();
    const inAlliance = await start(forum.categoryId, forum.max, say(unique));
    const atAlder = await start(await buildCategory(ofAlder), forum.mia, say(unique));
    expect((await find(forum.mia, unique)).sort()).toEqual([inAlliance, atAlder].sort());
    expect(await find(forum.ben, unique)).toEqual([inAlliance]);
    expect(await search(forum.ola, unique)).toEqual({ items: [], next: null });
    const ada = await buildSomeone(server, "Ada", server.world.campuses.dogwood, [
      { role: "administrator", scopeKind: "site", scopeId: null },
    ]);
    expect(await search(ada, unique)).toEqual({ items: [], next: null });
    const asked = { input: { words: unique, spaceId: ofAlder } };
    expect((await forum.ben.browser.try(doors.posts, asked)).status).toBe(404);
    expect((await forum.ola.browser.try(doors.posts, asked)).status).toBe(404);
  });

  test("of a category that one may not read, from the moment on in which it is closed to one", async () => {
    const unique = word();
    const forModerators = await buildCategory(forum.spaceId, { read: "moderators" });
    const closed = await start(forModerators, forum.stu, say(unique));
    const open = await start(forum.categoryId, forum.stu, say(unique));
    expect((await find(forum.stu, unique)).sort()).toEqual([closed, open].sort());
    expect(await find(forum.mia, unique)).toEqual([open]);
    await changeCategoryRecord(forum.categoryId, { read: "moderators" });
    expect(await find(forum.mia, unique)).toEqual([]);
  });

  test("of a thread that is moved out of reach or hidden, until it is back", async () => {
    const unique = word();
    const threadId = await start(forum.categoryId, forum.max, say(unique));
    const { data } = await answerIn(threadId, forum.ben, unique);
    const both = [threadId, data.post.id].sort();
    const apart = await buildCategory(forum.spaceId, { read: "moderators" });
    const place = (categoryId: Id, isHidden: boolean) =>
      forum.stu.browser.do(threadEndpoints.place, {
        params: { threadId },
        input: deed({ spaceId: forum.spaceId, categoryId, isHidden, isPinned: false }) as never,
      });
    expect((await find(forum.mia, unique)).sort()).toEqual(both);
    await place(apart, false);
    expect(await find(forum.mia, unique)).toEqual([]);
    expect((await find(forum.stu, unique)).sort()).toEqual(both);
    await place(forum.categoryId, true);
    expect(await find(forum.mia, unique)).toEqual([]);
    await place(forum.categoryId, false);
    expect((await find(forum.mia, unique)).sort()).toEqual(both);
  });

  test("of what stands in two spaces but in the one that still shows it; and of both once", async () => {
    const unique = word();
    const atAlder = await buildCategory(ofAlder);
    const threadId = await start(forum.categoryId, forum.max, { ...say(unique), alsoIn: [atAlder] });
    expect((await search(forum.mia, unique)).items).toHaveLength(1);
    await forum.stu.browser.do(threadEndpoints.place, {
      params: { threadId },
      input: deed({
        ...{ spaceId: forum.spaceId, categoryId: forum.categoryId },
        ...{ isHidden: true, isPinned: false },
      }) as never,
    });
    expect((await search(forum.mia, unique)).items.map(({ spaceId }) => spaceId)).toEqual([ofAlder]);
    expect(await find(forum.ben, unique)).toEqual([]);
  });

  test("of what was taken back or hidden, and of words that were written over", async () => {
    const [first, second] = [word(), word()];
    const threadId = await start(forum.categoryId, forum.max);
    const { data } = await answerIn(threadId, forum.ben, first);
    const params = { postId: data.post.id };
    await forum.ben.browser.do(threadEndpoints.edit, {
      params,
      input: { ...deed(say(second, { edits: 0 })) } as never,
    });
    expect(await find(forum.mia, first)).toEqual([]);
    expect(await find(forum.mia, second)).toEqual([data.post.id]);
    const hide = (isHidden: boolean) =>
      forum.stu.browser.do(threadEndpoints.hide, {
        params,
        input: deed({ isHidden, reason: isHidden ? "Not for here" : "" }) as never,
      });
    await hide(true);
    expect(await find(forum.mia, second)).toEqual([]);
    expect(await find(forum.ben, second)).toEqual([]);
    await hide(false);
    expect(await find(forum.mia, second)).toEqual([data.post.id]);
    await forum.ben.browser.do(threadEndpoints.withdraw, { params, input: deed() as never });
    expect(await find(forum.mia, second)).toEqual([]);
    expect(await Entry.countDocuments({ postId: data.post.id })).toBe(0);
  });

  test("by a title or tag that a thread does not have any more", async () => {
    const [first, second, unique] = [word(), word(), word()];
    const threadId = await start(forum.categoryId, forum.max, { title: first, tags: ["old"] });
    const { data } = await answerIn(threadId, forum.ben, unique);
    await forum.max.browser.do(threadEndpoints.retitle, {
      params: { threadId },
      input: deed({ title: second, tags: ["new"] }) as never,
    });
    expect(await find(forum.mia, first)).toEqual([]);
    expect(await find(forum.mia, second)).toEqual([threadId]);
    expect(await find(forum.mia, unique, { tag: "old" })).toEqual([]);
    expect(await find(forum.mia, unique, { tag: "new" })).toEqual([data.post.id]);
  });
});

test("what was said before there was a search is entered once, as it would have been", async () => {
  const unique = word();
  const threadId = await start(forum.categoryId, forum.max, say(unique));
  const { data } = await answerIn(threadId, forum.ben, unique);
  const everything = () => Entry.find().sort({ _id: 1 }).lean();
  const before = await everything();
  await Entry.deleteMany({});
  await enterEverything();
  expect(await everything()).toEqual(before);
  await enterEverything();
  expect(await everything()).toEqual(before);
  expect((await find(forum.mia, unique)).sort()).toEqual([threadId, data.post.id].sort());
});

test("who searches without end is asked to wait", async () => {
  const answers: number[] = [];
  for (let i = 0; i < 61; i++)
    answers.push((await forum.ola.browser.try(doors.posts, { input: { words: "word" } })).status);
  expect(answers.slice(0, 60).every((status) => status === 200)).toBe(true);
  expect(answers[60]).toBe(429);
});

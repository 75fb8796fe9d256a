import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Entry } from "#server/database/ledger";
import {
  answerIn,
  buildCategory,
  buildForum,
  buildStart,
  type ForumOfOurs,
  mentioning,
  show,
  start,
} from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { wordsIn } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { type HoldRulesView, holdRulesEndpoints as rules } from "#shared/forums/holdRules.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { feedEndpoints } from "#shared/notifications/feeds.contract";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";
import { findSpaceOf } from "./spaces.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
});
beforeEach(async () => {
  forum = await buildForum(server);
  await rule({ words: ["hedgehog", "round of wombats"], links: "never" });
});
afterAll(() => server.close());

const deed = () => ({ deedId: newId() });
const params = () => ({ spaceId: forum.spaceId });
const look = (who: Someone) => who.browser.try(rules.show, { params: params() });
const read = () => forum.stu.browser.do(rules.show, { params: params() });
const tryRule = (who: Someone, input: Omit<HoldRulesView, "version"> & { over: number }) =>
  who.browser.try(rules.change, { params: params(), input });
/** Makes the rules of the space those, whatever they were. */
async function rule(given: Partial<Omit<HoldRulesView, "version">>): Promise<HoldRulesView> {
  const { version: over, ...known } = await read();
  return await forum.stu.browser.do(rules.change, { params: params(), input: { over, ...known, ...given } });
}

/** Where people reach the site: whatever port the system gave, under its public name. */
const site = () => `http://localhost:${new URL(server.origin).port}`;

/** A text with words that lead somewhere. */
const linking = (href: string, text = "there"): RichTextDocument => ({
  type: "doc",
  content: [
    { type: "paragraph", content: [{ type: "text", text, marks: [{ type: "link", attrs: { href } }] }] },
  ],
});
const stateOf = async (threadId: Id, who: Someone, said: string | RichTextDocument) =>
  (await answerIn(threadId, who, said)).data.post.state;
const waitingFor = async (threadId: Id) => {
  const { items } = await forum.stu.browser.do(heldEndpoints.list, { params: params(), input: {} });
  return items.filter((held) => held.threadId === threadId);
};
const edit = (who: Someone, postId: Id, body: RichTextDocument, edits = 0) =>
  who.browser.try(doors.edit, { params: { postId }, input: { ...deed(), body, edits } });

describe("words that are held", () => {
  test("a reply with one waits, whatever its guise; nobody else meets it, and the author is not told the word", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const { token } = await forum.ben.browser.do(feedEndpoints.make, { params: params() });
    const before = await show(threadId, forum.ben);
    const said = mentioning(forum.ben.personId, "Ben");
    const bold = [{ type: "bold" as const }];
    said.content.push({
      type: "paragraph",
      content: [
        { type: "text", text: "HED" },
        { type: "text", text: "\u200bgéh", marks: bold },
        { type: "text", text: "og!" },
      ],
    });
    expect(await stateOf(threadId, forum.mia, said)).toBe("held");
    expect(await show(threadId, forum.ben)).toEqual(before);
    for (const who of [forum.mia, forum.ben, forum.stu]) {
      const found = await who.browser.do(searchEndpoints.posts, { input: { words: "hedgehog" } });
      expect(found.items).toEqual([]);
    }
    expect((await forum.ben.browser.do(noticeEndpoints.list, { input: {} })).items).toEqual([]);
    const feed = await server.visit().raw(`/api/feeds/${forum.spaceId}?token=${token}`);
    expect(feed.text).not.toContain("og!");

    expect(await waitingFor(threadId)).toMatchObject([{ cause: "word", word: "hedgehog" }]);
    const [mine] = (await show(threadId, forum.mia)).mine.held;
    expect(mine).toMatchObject({ state: "waiting", cause: "word" });
    const own = await forum.mia.browser.do(heldEndpoints.listOwn, { input: {} });
    for (const held of [mine, own.items[0]]) expect(held).not.toHaveProperty("word");
  });

  test("a thread waits for its words, its title, its tags and its choices; others do not", async () => {
    const startWith = async (given: Partial<ReturnType<typeof buildStart>>) => {
      const input = buildStart(given);
      const at = { params: { categoryId: forum.categoryId }, input };
      return (await forum.ben.browser.do(doors.start, at)).isHeld;
    };
    expect(await startWith({ body: fromPlainText("A round of\nwombats") })).toBe(true);
    expect(await startWith({ title: "The Hedgehog" })).toBe(true);
    expect(await startWith({ tags: ["hedgehog"] })).toBe(true);
    const poll = { options: ["Yes", "Hedgehog"], isMultiple: false };
    expect(await startWith({ kind: "poll", poll })).toBe(true);
    expect(await startWith({ title: "Hedgehogs", body: fromPlainText("wombats of a round") })).toBe(false);
  });

  test("let through it is shown as any reply is; the cause of first words and of a whole thread is told too", async () => {
    const categoryId = await buildCategory(forum.spaceId, { holdsFirst: true });
    const threadId = await start(categoryId, forum.stu);
    const { id } = (await answerIn(threadId, forum.mia, "A hedgehog")).data.post;
    await answerIn(threadId, forum.mia, "Hello");
    expect((await waitingFor(threadId)).map(({ cause }) => cause)).toEqual(["word", "first"]);
    await forum.stu.browser.do(heldEndpoints.release, { params: { heldId: id }, input: deed() });
    expect((await wordsIn(threadId, forum.ben)).at(-1)).toBe("A hedgehog");
    const pace = { ...deed(), slow: null, isHolding: true };
    await forum.stu.browser.do(moderationEndpoints.pace, { params: { threadId }, input: pace });
    await answerIn(threadId, forum.mia, "Again");
    expect((await waitingFor(threadId)).at(-1)).toMatchObject({ cause: "thread" });
  });

  test("another space in which the thread stands holds it too, and keeps its word from the home’s moderators", async () => {
    const spaceId = (await findSpaceOf("convening", server.world.convenings.northern))!._id;
    const { version: over } = await forum.stu.browser.do(rules.show, { params: { spaceId } });
    const zebra = { over, words: ["zebra"], links: "never" as const };
    await forum.stu.browser.do(rules.change, { params: { spaceId }, input: zebra });
    const threadId = await start(forum.categoryId, forum.max);
    const there = { ...deed(), categoryId: await buildCategory(spaceId) };
    await forum.stu.browser.do(moderationEndpoints.crossPost, { params: { threadId }, input: there });
    expect(await stateOf(threadId, forum.mia, "A zebra")).toBe("held");
    const [waiting] = await waitingFor(threadId);
    expect(waiting).toMatchObject({ cause: "word" });
    expect(waiting).not.toHaveProperty("word");
  });

  test("whoever looks after the space never waits", async () => {
    await rule({ links: "always" });
    const threadId = await start(forum.categoryId, forum.stu, { title: "Hedgehog" });
    expect((await show(threadId, forum.mia)).thread.title).toBe("Hedgehog");
    expect(await stateOf(threadId, forum.stu, linking("https://elsewhere.example/hedgehog"))).toBe("shown");
  });
});

describe("links that are held", () => {
  test("never, from who is new to the category, always; and never a link to this site or a mailbox", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const away = linking("https://elsewhere.example/");
    expect(await stateOf(threadId, forum.mia, away)).toBe("shown");
    await rule({ links: "newcomers" });
    expect(await stateOf(threadId, forum.ben, away)).toBe("held");
    expect(await stateOf(threadId, forum.ben, linking(`${site()}/threads/${threadId}`))).toBe("shown");
    expect(await stateOf(threadId, forum.ben, away)).toBe("shown");
    await rule({ links: "always" });
    expect(await stateOf(threadId, forum.ben, away)).toBe("held");
    expect(await stateOf(threadId, forum.ben, `See ${site()}/forums.`)).toBe("shown");
    expect(await stateOf(threadId, forum.ben, linking("mailto:jo@elsewhere.example"))).toBe("shown");
    for (const said of [
      "Look: www.elsewhere.example",
      "ht\u200btps://elsewhere.example",
      linking("https://elsewhere.example/", site()),
      `https://${new URL(site()).host}.elsewhere.example`,
    ])
      expect([said, await stateOf(threadId, forum.ben, said)]).toEqual([said, "held"]);
    expect((await waitingFor(threadId))[0]).toMatchObject({ cause: "link" });
    expect((await waitingFor(threadId))[0]).not.toHaveProperty("word");
  });
});

describe("what is shown already", () => {
  test("takes in no word or link by an edit; what stood there before stays", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const { id } = (await answerIn(threadId, forum.mia, "A wallaby")).data.post;
    const refused = await edit(forum.mia, id, fromPlainText("A hedge\u00adhog"));
    expect([refused.status, refused.body.code]).toEqual([409, "heldByRule"]);
    expect(refused.text).not.toContain("hedgehog");
    expect((await wordsIn(threadId, forum.ben)).at(-1)).toBe("A wallaby");
    // The post that is written anew makes nobody an old hand.
    await rule({ links: "newcomers" });
    expect((await edit(forum.mia, id, linking("https://elsewhere.example/"))).status).toBe(409);
    await answerIn(threadId, forum.mia, "And a second word");
    expect((await edit(forum.mia, id, linking("https://elsewhere.example/"))).status).toBe(200);
    await rule({ words: ["there"], links: "always" });
    const known = linking("https://elsewhere.example/", "there, there");
    expect((await edit(forum.mia, id, known, 1)).status).toBe(200);
    expect((await edit(forum.mia, id, linking("https://other.example/", "there"), 2)).status).toBe(409);
    // Nobody else learns of rules by the posts of others.
    expect((await edit(forum.ben, id, fromPlainText("A hedgehog"), 2)).status).toBe(403);
  });

  test("takes none in by its title either, nor by standing in a further space", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const retitle = (title: string) =>
      forum.max.browser.try(doors.retitle, {
        params: { threadId },
        input: { ...deed(), title, tags: [] },
      });
    expect((await retitle("Hedgehog")).body.code).toBe("heldByRule");
    expect((await retitle("Wallaby")).status).toBe(200);
    const { campuses } = server.world;
    const campusSpace = (await findSpaceOf("campus", campuses.alder))!._id;
    const elsewhere = await start(await buildCategory(campusSpace), forum.max, { title: "Hedgehog" });
    const spread = await forum.max.browser.try(moderationEndpoints.crossPost, {
      params: { threadId: elsewhere },
      input: { ...deed(), categoryId: forum.categoryId },
    });
    expect(spread.body.code).toBe("heldByRule");
  });
});

describe("the rules", () => {
  test("are shown to those alone who look after the space, and each change is entered", async () => {
    for (const who of [forum.max, forum.mia]) {
      expect((await look(who)).status).toBe(403);
      expect((await tryRule(who, { over: 0, words: [], links: "never" })).status).toBe(403);
    }
    expect((await look(forum.ola)).status).toBe(404);
    const count = () =>
      Entry.countDocuments({ ledger: `space:${forum.spaceId}`, deed: "forums:rulesChanged" });
    const before = await count();
    const { version } = await rule({ words: ["Café", "cafe", " tea  "] });
    expect(await read()).toEqual({ version, words: ["Café", "tea"], links: "never" });
    expect(await count()).toBe(before + 1);
    // Sent again it is the same change.
    const again = { over: version - 1, words: ["Café", "tea"], links: "never" as const };
    expect((await tryRule(forum.stu, again)).body).toMatchObject({ version });
    expect(await count()).toBe(before + 1);
  });

  test("of two who change them at once the second is told, also where they are the first", async () => {
    const { campuses, programs } = server.world;
    const stewards = { role: "steward", scopeKind: "alliance", scopeId: programs.northern } as const;
    const sue = await buildSomeone(server, "Sue", campuses.dogwood, [stewards]);
    const commons = (await findSpaceOf("convening", server.world.convenings.northern))!._id;
    for (const spaceId of [forum.spaceId, commons]) {
      const { version: over } = await forum.stu.browser.do(rules.show, { params: { spaceId } });
      const answers = await Promise.all(
        [forum.stu, sue].map((who, at) =>
          who.browser.try(rules.change, {
            params: { spaceId },
            input: { over, words: [`word ${at}`], links: "never" },
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)!.body.code).toBe("rulesChanged");
    }
  });

  test("that cannot be kept are refused with a sentence, and those before stay", async () => {
    const { version: over, words } = await read();
    for (const [bad, sentence] of [
      [["a"], "at least 2 characters"],
      [["a".repeat(41)], "at most 40 characters"],
      [["!?"], "letters or digits"],
      [Array.from({ length: 51 }, (_, at) => `word ${at}`), "at most 50"],
    ] as const) {
      const answer = await tryRule(forum.stu, { over, words: [...bad], links: "never" });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(sentence);
    }
    expect(await read()).toMatchObject({ version: over, words });
  });
});

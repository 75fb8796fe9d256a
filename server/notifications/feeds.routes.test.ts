import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepRole, Role } from "#server/campuses/roles.model";
import { Person } from "#server/people/people.model";
import { answerIn, buildCategory, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { hashStore } from "#server/testing/matrix/storeHash";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";
import { feedEndpoints as doors } from "#shared/notifications/feeds.contract";
import { fromPlainText } from "#shared/richText/plainText";
import { Feed } from "./feeds.model";
import { ENTRIES, ENTRIES_OF_THREAD } from "./feeds.reads";

let server: TestServer;
let forum: ForumOfOurs;
const lines: string[] = [];
beforeAll(async () => {
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  server = await startServer({ log });
  forum = await buildForum(server);
});
afterAll(() => server.close());

async function make({ browser }: Pick<Someone, "browser">, spaceId = forum.spaceId) {
  const { token } = await browser.do(doors.make, { params: { spaceId } });
  return { token, path: `/api/feeds/${spaceId}?token=${token}` };
}

/** What a program gets that has the address and nothing else. */
const fetchFeed = (path: string, headers = {}) => server.visit().raw(path, { headers });

const titlesOf = (xml: string) => [...xml.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title);

test("whoever has the address reads what was last said, newest first, without signing in", async () => {
  const threadId = await start(forum.categoryId, forum.max, { title: "Which feed is this?", tags: ["atom"] });
  await answerIn(threadId, forum.ben, "It is the <b>first</b> & only one.\n\nWith two paragraphs.");
  const { path } = await make(forum.mia);
  const { status, headers, text } = await fetchFeed(path);
  expect([status, headers["content-type"]]).toEqual([200, "application/atom+xml; charset=utf-8"]);
  expect(titlesOf(text)).toEqual(["The northern alliance", "Re: Which feed is this?", "Which feed is this?"]);
  expect(text).toContain("<author><name>Ben, Birch College</name></author>");
  expect(text).toContain('<category term="atom"/>');
  expect(text).toContain(`href="${server.origin.replace("127.0.0.1", "localhost")}/threads/${threadId}/1"`);
  // Escaped once for the page on which it is shown, and once more for the feed.
  expect(text).toContain(
    "&#38;#60;b&#38;#62;first&#38;#60;/b&#38;#62; &#38;#38; only one.&#60;/p&#62;&#60;p&#62;With",
  );
});

test("a feed that has not changed is not sent again, and one that has is", async () => {
  const threadId = await start(forum.categoryId, forum.max);
  const { path } = await make(forum.mia);
  const { headers } = await fetchFeed(path);
  const known = { "if-none-match": headers.etag };
  const again = await fetchFeed(path, known);
  expect([again.status, again.text]).toEqual([304, ""]);
  const since = { "if-modified-since": headers["last-modified"] };
  expect((await fetchFeed(path, since)).status).toBe(304);
  await answerIn(threadId, forum.ben, "Something new.");
  const changed = await fetchFeed(path, known);
  expect([changed.status, changed.text.includes("Something new.")]).toEqual([200, true]);
});

test("a lively thread does not push out the others, and no more is told than fits", async () => {
  const quiet = await start(forum.categoryId, forum.max, { title: "A quiet one" });
  const lively = await start(forum.categoryId, forum.max, { title: "A lively one" });
  for (let turn = 0; turn < ENTRIES_OF_THREAD + 2; turn++)
    await answerIn(lively, turn % 2 ? forum.ben : forum.mia, `Word ${turn}`);
  const { path } = await make(forum.stu);
  const { text } = await fetchFeed(path);
  expect(titlesOf(text).filter((title) => title === "Re: A lively one")).toHaveLength(ENTRIES_OF_THREAD);
  expect(text).toContain(quiet);
  for (let turn = 0; turn < ENTRIES; turn++)
    await start(forum.categoryId, turn % 2 ? forum.max : forum.stu, { title: `Thread ${turn}` });
  expect((await fetchFeed(path)).text.match(/<entry>/g)).toHaveLength(ENTRIES);
}, 60_000);

test("words cannot become a part of the feed, and what XML cannot say is left out", async () => {
  const evil = `]]></content><entry>&amp;<script>alert(1)</script>\u0000\u0008\uFFFF "'`;
  const threadId = await start(forum.categoryId, forum.ben, {
    title: `</title><script>&"' ${newId()}`,
    body: fromPlainText("An opening."),
  });
  const input = { deedId: newId(), isTried: false, body: fromPlainText(evil) };
  await forum.ben.browser.do(threadEndpoints.reply, { params: { threadId }, input });
  const { path } = await make(forum.mia);
  const { text } = await fetchFeed(path);
  expect(text).not.toMatch(/<script|]]>|<\/title><script/);
  expect(text).not.toMatch(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/u);
  const tags = text.replace(/<\?xml[^>]*\?>/, "").match(/<\/?[a-z]+/g) ?? [];
  const known = [
    "feed",
    "id",
    "title",
    "updated",
    "link",
    "generator",
    "entry",
    "published",
    "author",
    "name",
  ];
  const strange = tags
    .map((tag) => tag.replace(/<\/?/, ""))
    .filter((tag) => ![...known, "category", "content"].includes(tag));
  expect(strange).toEqual([]);
});

test("what is hidden, taken back or in a category for others is not told", async () => {
  const closed = await buildCategory(forum.spaceId, { read: "moderators" });
  await start(closed, forum.stu, { title: "Among moderators" });
  const threadId = await start(forum.categoryId, forum.max, { title: "Some of it goes" });
  const hidden = await answerIn(threadId, forum.ben, "A hidden word");
  const back = await answerIn(threadId, forum.ben, "A word taken back");
  const postIdOf = (fact: { data: unknown }) => (fact.data as { post: { id: string } }).post.id;
  await forum.stu.browser.do(threadEndpoints.hide, {
    params: { postId: postIdOf(hidden) },
    input: { deedId: newId(), reason: "Not kind.", isHidden: true },
  });
  await forum.ben.browser.do(threadEndpoints.withdraw, {
    params: { postId: postIdOf(back) },
    input: { deedId: newId() },
  });
  const { text } = await fetchFeed((await make(forum.mia)).path);
  expect(text).toContain("Some of it goes");
  expect(text).not.toMatch(/Among moderators|hidden word|taken back/);
  expect((await fetchFeed((await make(forum.stu)).path)).text).toContain("Among moderators");
});

test("a wrong token, another space and a stranger’s guess are all answered like nothing", async () => {
  const { token } = await make(forum.mia);
  const nothing = await fetchFeed(`/api/feeds/${newId()}?token=${token}`);
  expect(nothing).toMatchObject({ status: 404, body: { code: "notFound" } });
  for (const path of [
    `/api/feeds/${forum.spaceId}?token=${"A".repeat(43)}`,
    `/api/feeds/${forum.spaceId}?token=${token.slice(1)}`,
    `/api/feeds/${forum.spaceId}?token=`,
    `/api/feeds/${forum.spaceId}?token=${token.toLowerCase()}`,
  ])
    expect([path, (await fetchFeed(path)).text]).toEqual([path, nothing.text]);
});

test("whoever loses the right to read a space reads it by no feed either", async () => {
  const { dogwood } = server.world.campuses;
  const held = { role: "steward", scopeKind: "alliance", scopeId: server.world.programs.northern } as const;
  const sten = await buildSomeone(server, "Sten", dogwood, [held]);
  const { path } = await make(sten);
  expect((await fetchFeed(path)).status).toBe(200);
  await Role.deleteMany({ personId: sten.personId });
  expect((await fetchFeed(path)).status).toBe(404);
  await keepRole({ ...held, personId: sten.personId, givenBy: null });
  expect((await fetchFeed(path)).status).toBe(200);
  await Person.updateOne({ _id: sten.personId }, { $set: { emailVerified: false } });
  expect((await fetchFeed(path)).status).toBe(404);
});

test("a token is told once, replaced by the next and gone when it is revoked", async () => {
  const first = await make(forum.max);
  const second = await make(forum.max);
  expect((await fetchFeed(first.path)).status).toBe(404);
  expect((await fetchFeed(second.path)).status).toBe(200);
  const list = await forum.max.browser.do(doors.list, { input: {} });
  expect(list.items).toMatchObject([{ spaceId: forum.spaceId, spaceTitle: "The northern alliance" }]);
  const stored = JSON.stringify([...(await Feed.find().lean()), list]);
  expect([stored.includes(first.token), stored.includes(second.token)]).toEqual([false, false]);
  await forum.ben.browser.do(doors.revoke, { params: { spaceId: forum.spaceId } });
  expect((await fetchFeed(second.path)).status).toBe(200);
  await forum.max.browser.do(doors.revoke, { params: { spaceId: forum.spaceId } });
  expect((await fetchFeed(second.path)).status).toBe(404);
  expect((await forum.max.browser.do(doors.list, { input: {} })).items).toEqual([]);
});

test("an outsider makes no feed, and nothing is stored", async () => {
  const before = await hashStore();
  const answer = await forum.ola.browser.try(doors.make, { params: { spaceId: forum.spaceId } });
  expect(answer).toMatchObject({ status: 404, body: { code: "notFound" } });
  expect(await hashStore()).toBe(before);
});

test("a program that asks all the time is told to wait", async () => {
  const { path } = await make(forum.ben);
  const answers = await Promise.all(Array.from({ length: 31 }, () => fetchFeed(path)));
  const waiting = answers.filter(({ status }) => status === 429);
  expect(waiting).toHaveLength(1);
  expect(Number(waiting[0]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await fetchFeed((await make(forum.mia)).path)).status).toBe(200);
});

test("no token stands in the log, whether a feed was read or not", async () => {
  const { token, path } = await make(forum.mia);
  await fetchFeed(path);
  await fetchFeed(`/api/feeds/${newId()}?token=${token}`);
  const log = lines.join("");
  expect(log).toContain("/api/feeds/:spaceId");
  expect([log.includes(token), log.includes("token=")]).toEqual([false, false]);
});

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listPeople } from "#server/people/people.reads";
import { runSent, sendFile } from "#server/testing/bringIn";
import { answerIn, buildForum, type ForumOfOurs, show, start } from "#server/testing/buildForum";
import { download } from "#server/testing/movedSpace";
import { startServer, type TestServer } from "#server/testing/startServer";
import { importEndpoints } from "#shared/forums/imports.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";
import { plainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer({ hasJobs: true });
  forum = await buildForum(server);
});
afterAll(() => server.close());

const table = (...rows: string[]) =>
  ["thread,title,category,author_name,author_email,created_at,body", ...rows].join("\n");

test("a table becomes threads, by those who are here and by those who are not", async () => {
  const { stu, ben, max, mia } = forum;
  const address = (await listPeople([ben.personId]))[0]!.email;
  const where = { spaceId: forum.spaceId, categoryId: forum.categoryId };
  const sent = await sendFile(
    stu.browser,
    where,
    table(
      `7,"How we ""begin""",Moved,Pat Elm,pat@elm.example,2021-03-01 10:00:00 UTC,"A **wombat**\nin two lines"`,
      `7,,,Ben of old,${address.toUpperCase().replace("BEN", "ben")},2021-03-02T10:00:00Z,> quoted`,
      "8,Another one,,,,1614700000,Unsigned words",
    ),
  );
  expect(sent.view).toMatchObject({
    ...{ state: "checked", problemCount: 0, problems: [] },
    plan: { threads: 2, posts: 3, known: 0, authorsHere: 1, authorsAway: 2, categories: ["Moved"] },
  });
  // Looking at a file brings nothing in.
  expect((await listOf(max)).map(({ title }) => title)).not.toContain('How we "begin"');

  expect(await runSent(stu.browser, sent)).toMatchObject({ state: "done", done: { threads: 2, posts: 3 } });
  const listed = await listOf(max);
  const thread = listed.find(({ title }) => title === 'How we "begin"')!;
  expect(thread).toMatchObject({
    ...{ posts: 2, categoryTitle: "Moved", excerpt: "A wombat in two lines" },
    author: { name: "Pat Elm", isAway: true, campus: null },
    lastAuthor: { name: "Ben", personId: ben.personId },
  });
  expect(listed.find(({ title }) => title === "Another one")).toMatchObject({
    ...{ categoryId: forum.categoryId, author: { name: "", isAway: true } },
  });
  const { posts } = await show(thread.id, max);
  const imported = { by: "Stu", at: expect.any(Number) };
  expect(posts.map(({ author, at }) => [author.name, at])).toEqual([
    ["Pat Elm", Date.UTC(2021, 2, 1, 10)],
    ["Ben", Date.UTC(2021, 2, 2, 10)],
  ]);
  // Whoever reads them is told that they were not said here.
  expect(posts.map((post) => post.imported)).toEqual([imported, imported]);
  const found = await mia.browser.do(searchEndpoints.posts, { input: { words: "wombats" } });
  expect(found.items.map(({ threadId }) => threadId)).toEqual([thread.id]);
  // What somebody is said to have written they may take back.
  await ben.browser.do(doors.withdraw, { params: { postId: posts[1]!.id }, input: { deedId: newId() } });
});

test("the same file twice is brought in once, also beside what was said since", async () => {
  const { stu, max } = forum;
  const rows = ["20,Brought in twice,,Pat,,2022-01-01,First", "20,,,Pat,,2022-01-02,Second"];
  const first = await runSent(stu.browser, await sendFile(stu.browser, forum, table(...rows)));
  expect(first.done).toEqual({ threads: 1, posts: 2 });
  const thread = (await listOf(max)).find(({ title }) => title === "Brought in twice")!;
  await answerIn(thread.id, max, "Said here meanwhile");

  const again = await sendFile(stu.browser, forum, gzipSync(table(...rows, "20,,,Pat,,2022-01-03,Third")));
  expect(again.view.plan).toMatchObject({ posts: 3, known: 2 });
  expect((await runSent(stu.browser, again)).done).toEqual({ threads: 0, posts: 1 });
  const { posts } = await show(thread.id, max);
  expect(posts.map(({ body }) => plainText(body!))).toEqual([
    "First",
    "Second",
    "Said here meanwhile",
    "Third",
  ]);
});

test("what never left a space is not brought into it a second time", async () => {
  const { stu, max, spaceId, categoryId } = forum;
  await start(categoryId, max, { title: "It never left" });
  const file = await download(spaceId, stu);
  const done = (await runSent(stu.browser, await sendFile(stu.browser, forum, file, "space.jsonl.gz"))).done;
  expect(done).toEqual({ threads: 0, posts: 0 });
  expect((await listOf(max)).filter(({ title }) => title === "It never left")).toHaveLength(1);
});

test("one JSON is read like its lines, and quotations lead to what they quote", async () => {
  const { stu, max } = forum;
  const quote = {
    type: "blockquote",
    attrs: { replyId: newId(), author: "Somebody else" },
    content: [{ type: "paragraph", content: [{ type: "text", text: "One" }] }],
  };
  const known = { ...quote, attrs: { ...quote.attrs, replyId: "01m8ehq930jtw105r6mv5yf9z6" } };
  const json = {
    threads: [
      {
        ...{ id: "https://old.example/t/1", title: "From one JSON", tags: ["old"], kind: "question" },
        acceptedId: "01m8ehq930jtw105r6mv5yf9z6",
        posts: [
          { at: "2020-05-01T10:00:00+02:00", author: { name: "Ivo" }, text: "A *plain* question?" },
          { id: "01m8ehq930jtw105r6mv5yf9z6", at: "2020-05-02", author: { name: "Uma" }, markdown: "One" },
          { id: "3", at: "2020-05-03", author: null, body: { type: "doc", content: [known, quote] } },
        ],
      },
    ],
  };
  const sent = await sendFile(stu.browser, forum, JSON.stringify(json), "old.json");
  expect(sent.view).toMatchObject({ state: "checked", problems: [], problemCount: 0 });
  await runSent(stu.browser, sent);
  const thread = (await listOf(max)).find(({ title }) => title === "From one JSON")!;
  const { posts, thread: head } = await show(thread.id, max);
  expect(head).toMatchObject({ kind: "question", tags: ["old"], acceptedId: posts[1]!.id });
  expect(plainText(posts[0]!.body!)).toBe("A *plain* question?");
  // One names the reply and who wrote it, whoever the file says that was; what is not there is named by nobody.
  expect(posts[2]!.body!.content.map(({ attrs }) => attrs)).toEqual([
    { replyId: posts[1]!.id, author: "Uma" },
    undefined,
  ]);
});

test("every bad row is told with its number, and nothing of such a file is brought in", async () => {
  const { stu, max } = forum;
  const sent = await sendFile(
    stu.browser,
    forum,
    table(
      "30,A good one,,Pat,,2022-01-01,Fine",
      "30,,,Pat,,yesterday,When?",
      "31,x,,Pat,,2022-01-01,A title too short",
      "32,No words at all,,Pat,,2022-01-01,   ",
      "33,Yet to come,,Pat,,2199-01-01,Soon",
      `34,Too wide,,Pat,,2022-01-01,"|${"a|".repeat(60)}\n|${"-|".repeat(60)}"`,
    ),
  );
  expect(sent.view.problems).toEqual([
    { row: 3, field: "at", message: "That is not a time such as 2026-03-14T15:09:26Z." },
    { row: 4, field: "title", message: "Give the thread a title that others find it by." },
    { row: 5, field: "body", message: "There are no words in it." },
    { row: 6, field: "at", message: "That time is yet to come." },
    { row: 7, field: "body", message: expect.stringContaining("columns") },
  ]);
  const refused = await stu.browser.try(importEndpoints.run, { params: sent.params, input: {} });
  expect(refused.body).toMatchObject({ code: "faulty" });
  expect((await listOf(max)).map(({ title }) => title)).not.toContain("A good one");
});

test.each([
  ["a table without its columns", "a,b\n1,2", "A table has the columns"],
  [
    "a damaged package",
    Buffer.concat([gzipSync("x".repeat(9_000)).subarray(0, 20), Buffer.from("junk")]),
    "damaged",
  ],
  ["another encoding", Buffer.from([0x74, 0xe9, 0x2c, 0x0a]), "UTF-8"],
  ["broken JSON", '{"threads": [', "neither JSON nor a table"],
  ["a newer format", '{"format":"throughline.space","version":9}\n', "newer Throughline"],
  ["what was cut short", '{"format":"throughline.space","version":1,"exportedAt":"now"}\n', "cut short"],
  ["very much in very little", gzipSync(Buffer.alloc(17_000_000, "a,")), "at most 16 MB"],
])("%s is refused in a sentence", async (_name, file, sentence) => {
  const { view } = await sendFile(forum.stu.browser, forum, file);
  expect(view).toMatchObject({ state: "refused", reason: expect.stringContaining(sentence) });
});

test("nobody hears of what is brought in, not even who has the thread open", async () => {
  const { stu, max } = forum;
  const rows = ["40,Quiet,,Pat,,2022-01-01,First"];
  await runSent(stu.browser, await sendFile(stu.browser, forum, table(...rows)));
  const thread = (await listOf(max)).find(({ title }) => title === "Quiet")!;
  const socket = await max.listen();
  await socket.join(`forums:${thread.id}`);
  await runSent(
    stu.browser,
    await sendFile(stu.browser, forum, table(...rows, "40,,,Pat,,2022-01-02,Second")),
  );
  await answerIn(thread.id, stu, "Said aloud");
  await expect.poll(() => socket.facts.map(({ name }) => name)).toEqual(["forums:replied"]);
});

test("a member may bring nothing in, to an outsider there is no space, and one space's file is not another's", async () => {
  const { stu, max, ola, spaceId, categoryId } = forum;
  const input = { importId: newId(), fileName: "a.csv", size: 4, categoryId };
  const begin = ({ browser }: typeof max) =>
    browser.try(importEndpoints.begin, { params: { spaceId }, input });
  expect([(await begin(max)).status, (await begin(ola)).status]).toEqual([403, 404]);
  const { params } = await sendFile(stu.browser, forum, table("50,Mine,,Pat,,2022-01-01,First"));
  for (const door of [importEndpoints.show, importEndpoints.run, importEndpoints.check])
    expect((await max.browser.send(door, params, {})).status).toBe(403);
  const elsewhere = { ...params, spaceId: newId() };
  expect((await stu.browser.try(importEndpoints.show, { params: elsewhere })).status).toBe(404);
  expect(
    (
      await stu.browser.try(importEndpoints.begin, {
        params: { spaceId },
        input: { ...input, size: 99_000_000 },
      })
    ).status,
  ).toBe(422);
});

test("a piece that comes twice or too early leaves the file as it is", async () => {
  const { stu, spaceId, categoryId } = forum;
  const text = table("60,In pieces,,Pat,,2022-01-01,First");
  const params = { spaceId, importId: newId() };
  const input = { importId: params.importId, fileName: "a.csv", size: text.length, categoryId };
  await stu.browser.do(importEndpoints.begin, { params: { spaceId }, input });
  const send = (at: number, part: string) =>
    stu.browser.do(importEndpoints.send, {
      params,
      input: { at, bytes: Buffer.from(part).toString("base64") },
    });
  expect(await send(10, text.slice(10))).toEqual({ received: 0 });
  expect(await send(0, text.slice(0, 10))).toEqual({ received: 10 });
  expect(await send(0, text.slice(0, 10))).toEqual({ received: 10 });
  const early = await stu.browser.try(importEndpoints.check, { params, input: {} });
  expect(early.body).toMatchObject({ code: "notWhole" });
  expect(await send(10, text.slice(10))).toEqual({ received: text.length });
});

async function listOf({ browser }: ForumOfOurs["max"]) {
  const { items } = await browser.do(doors.list, {
    params: { spaceId: forum.spaceId },
    input: { order: "active" },
  });
  return items;
}

import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import yauzl from "yauzl";
import { picture } from "#server/files/testing";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { startServer, type TestServer } from "#server/testing/startServer";
import { upload } from "#server/testing/uploading";
import { fileEndpoints } from "#shared/files/files.contract";
import { exportEndpoints } from "#shared/forums/moving.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server, { title: "To be taken along" });
});
afterAll(() => server.close());

const enclosing = (fileId: Id): RichTextDocument => ({
  type: "doc",
  content: [{ type: "file", attrs: { fileId, name: "notes.txt" } }],
});
const showing = (fileId: Id): RichTextDocument => ({
  type: "doc",
  content: [{ type: "image", attrs: { fileId, alt: "A green field" } }],
});

/** What is in a zip, by path. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
  const found = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return found;
}

const ask = ({ browser }: Pick<ForumOfOurs["max"], "browser">) =>
  browser.send(exportEndpoints.files, { spaceId: forum.spaceId }, undefined);

test("a space without files is an empty zip, a member is refused, and to an outsider there is nothing", async () => {
  const { stu, max, ola } = forum;
  expect((await ask(max)).status).toBe(403);
  expect((await ask(ola)).status).toBe(404);
  expect((await unzip((await ask(stu)).bytes)).size).toBe(0);
});

test("of a space all files that are shown in it go along, each once, and none that is not", async () => {
  const { categoryId, stu, max, ben } = forum;
  const bring = (name: string, words: string) => upload(max.browser, name, Buffer.from(words));
  const notes = await bring("notes.txt", "Words for everybody.");
  const field = await upload(max.browser, "field.png", await picture("png", 900, 700));
  const [hidden, gone, unused] = [
    await bring("hidden.txt", "A rude word."),
    await bring("gone.txt", "I take this back."),
    await bring("unused.txt", "Not said yet."),
  ];
  const threadId = await start(categoryId, max, { body: enclosing(notes.id) });
  await answerIn(threadId, ben, enclosing(notes.id));
  await answerIn(threadId, max, showing(field.id));
  const [rude, back] = [
    await answerIn(threadId, max, enclosing(hidden.id)),
    await answerIn(threadId, max, enclosing(gone.id)),
  ].map(({ data }) => data.post.id) as [Id, Id];
  const input = { deedId: newId(), isHidden: true, reason: "Not here." };
  await stu.browser.do(doors.hide, { params: { postId: rude }, input });
  await max.browser.do(doors.withdraw, { params: { postId: back }, input: { deedId: newId() } });

  const { status, bytes, headers } = await ask(stu);
  expect(status).toBe(200);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename="[a-z0-9-]+-files\.zip"$/);
  const files = await unzip(bytes);
  expect([...files.keys()].toSorted()).toEqual(
    [`${notes.id}/notes.txt`, `${field.id}/${field.name}`].toSorted(),
  );
  expect(files.get(`${notes.id}/notes.txt`)?.toString()).toBe("Words for everybody.");
  const shown = await stu.browser.raw(fileEndpoints.content.path.replace(":fileId", field.id));
  expect(files.get(`${field.id}/${field.name}`)?.equals(shown.bytes)).toBe(true);
  expect(unused.state).toBe("ready");
});

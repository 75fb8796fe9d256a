import { existsSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import type { HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { askOffset, beginUpload, sendBytes, settled, upload } from "#server/testing/uploading";
import { fileEndpoints as doors } from "#shared/files/files.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as threads } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { plainText } from "#shared/richText/plainText";
import { File } from "./files.model";
import { sweepFiles } from "./sweep.commands";
import { openWorkshop } from "./workshop";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const TEXT = Buffer.from("Words for everybody.");
const enclosing = (fileId: Id, name = "notes.txt"): RichTextDocument => ({
  type: "doc",
  content: [{ type: "file", attrs: { fileId, name } }],
});
const showing = (fileId: Id): RichTextDocument => ({
  type: "doc",
  content: [{ type: "image", attrs: { fileId, alt: "A green field" } }],
});
const workshop = () => openWorkshop(server.config, pino({ level: "silent" }));
const keptAt = (fileId: Id) => join(server.config.dataDirectory, "files", "kept", fileId.slice(-2), fileId);

async function statusFor({ browser }: { browser: HttpClient }, fileId: Id): Promise<number> {
  return (await browser.raw(doors.content.path.replace(":fileId", fileId))).status;
}

/** How each of them fares: the author, a colleague, one of another campus, an outsider, a stranger. */
async function faring({ max, mia, ben, ola }: ForumOfOurs, fileId: Id): Promise<number[]> {
  const stranger = { browser: server.visit() };
  return await Promise.all([max, mia, ben, ola, stranger].map((one) => statusFor(one, fileId)));
}

const ONLY_ITS_OWNER = [200, 404, 404, 404, 401];
const ITS_READERS = [200, 200, 200, 404, 401];

/** A reply with a file that waits for the moderators of its thread. */
async function holdWithFile() {
  const forum = await buildForum(server);
  const { id: fileId } = await upload(forum.max.browser, "notes.txt", TEXT);
  const threadId = await start(forum.categoryId, forum.stu);
  const input = { deedId: newId(), slow: null, isHolding: true };
  await forum.stu.browser.do(moderationEndpoints.pace, { params: { threadId }, input });
  const { post } = (await answerIn(threadId, forum.max, enclosing(fileId))).data;
  expect(post.state).toBe("held");
  return { forum, fileId, heldId: post.id };
}

describe("a file", () => {
  test("is its owner’s alone until it stands somewhere, and then its readers’", async () => {
    const forum = await buildForum(server);
    const { id } = await upload(forum.max.browser, "notes.txt", TEXT);
    expect(await faring(forum, id)).toEqual(ONLY_ITS_OWNER);
    expect((await forum.mia.browser.try(doors.show, { params: { fileId: id } })).status).toBe(404);
    await start(forum.categoryId, forum.max, { body: enclosing(id) });
    expect(await faring(forum, id)).toEqual(ITS_READERS);
  });

  test("goes out of sight with its post, and comes back with it", async () => {
    const forum = await buildForum(server);
    const { id } = await upload(forum.max.browser, "notes.txt", TEXT);
    const threadId = await start(forum.categoryId, forum.max, { body: enclosing(id) });
    const hide = (isHidden: boolean) =>
      forum.stu.browser.do(threads.hide, {
        params: { postId: threadId },
        input: { deedId: newId(), isHidden, reason: "Not here." },
      });
    await hide(true);
    expect(await faring(forum, id)).toEqual(ONLY_ITS_OWNER);
    expect(await statusFor(forum.stu, id)).toBe(404);
    await hide(false);
    expect(await faring(forum, id)).toEqual(ITS_READERS);
  });

  test("in a post that waits is seen by those who decide about it, and by all once it is let through", async () => {
    const { forum, fileId, heldId } = await holdWithFile();
    expect(await faring(forum, fileId)).toEqual(ONLY_ITS_OWNER);
    expect(await statusFor(forum.stu, fileId)).toBe(200);
    const input = { deedId: newId() };
    await forum.stu.browser.do(heldEndpoints.release, { params: { heldId }, input });
    expect(await faring(forum, fileId)).toEqual(ITS_READERS);
  });

  test("in a post that was not let through is its owner’s alone again", async () => {
    const { forum, fileId, heldId } = await holdWithFile();
    const input = { deedId: newId(), reason: "It names a student." };
    await forum.stu.browser.do(heldEndpoints.refuse, { params: { heldId }, input });
    expect(await faring(forum, fileId)).toEqual(ONLY_ITS_OWNER);
    expect(await statusFor(forum.stu, fileId)).toBe(404);
  });

  test("moves with its thread to where fewer read", async () => {
    const forum = await buildForum(server);
    const inner = await buildForum(server, { read: "moderators", start: "moderators", answer: "moderators" });
    const { id } = await upload(forum.max.browser, "notes.txt", TEXT);
    const threadId = await start(forum.categoryId, forum.max, { body: enclosing(id) });
    const input = { deedId: newId(), spaceId: forum.spaceId, categoryId: inner.categoryId };
    await forum.stu.browser.do(threads.place, {
      params: { threadId },
      input: { ...input, isPinned: false, isHidden: false },
    });
    expect(await faring(forum, id)).toEqual(ONLY_ITS_OWNER);
    expect(await statusFor(forum.stu, id)).toBe(200);
  });

  test("is erased when its author takes the words back, unless it stands elsewhere too", async () => {
    const forum = await buildForum(server);
    const { max, mia } = forum;
    const files = [await upload(max.browser, "one.txt", TEXT), await upload(max.browser, "two.txt", TEXT)];
    const [one, two] = files.map(({ id }) => id) as [Id, Id];
    const content = [...enclosing(one).content, ...enclosing(two).content];
    const threadId = await start(forum.categoryId, max, { body: { type: "doc", content } });
    const quote = { deedId: newId(), body: enclosing(two), isTried: false };
    await mia.browser.do(threads.reply, { params: { threadId }, input: quote });
    const before = await max.browser.do(doors.allowance, {});
    await max.browser.do(threads.withdraw, { params: { postId: threadId }, input: { deedId: newId() } });
    expect(await faring(forum, one)).toEqual([404, 404, 404, 404, 401]);
    expect(await faring(forum, two)).toEqual(ITS_READERS);
    expect((await max.browser.do(doors.allowance, {})).used).toBe(before.used - 4_096);
    await sweepFiles(await workshop());
    expect([existsSync(keptAt(one)), existsSync(keptAt(two))]).toEqual([false, true]);
    expect(await File.findById(one)).toBeNull();
    await mia.browser.do(threads.withdraw, { params: { postId: quote.deedId }, input: { deedId: newId() } });
    await sweepFiles(await workshop());
    expect(existsSync(keptAt(two))).toBe(false);
  });

  test("that was taken out of a text is its owner’s alone again", async () => {
    const forum = await buildForum(server);
    const { id } = await upload(forum.max.browser, "notes.txt", TEXT);
    const postId = await start(forum.categoryId, forum.max, { body: enclosing(id) });
    const remove = () => forum.max.browser.try(doors.remove, { params: { fileId: id } });
    expect(await remove()).toMatchObject({ status: 409, body: { code: "fileUsed" } });
    const { id: other } = await upload(forum.max.browser, "other.txt", TEXT);
    const input = { deedId: newId(), body: enclosing(other), edits: 0 };
    await forum.max.browser.do(threads.edit, { params: { postId }, input });
    expect(await faring(forum, id)).toEqual(ONLY_ITS_OWNER);
    expect(await faring(forum, other)).toEqual(ITS_READERS);
    expect((await remove()).status).toBe(200);
    expect([await statusFor(forum.max, id), existsSync(keptAt(id))]).toEqual([404, false]);
  });
});

describe("a text", () => {
  test("that names a file of somebody else’s, none, or one that is on its way is not posted", async () => {
    const forum = await buildForum(server);
    const { max, mia } = forum;
    const threadId = await start(forum.categoryId, max);
    const say = (body: RichTextDocument) =>
      mia.browser.try(threads.reply, {
        params: { threadId },
        input: { deedId: newId(), body, isTried: false },
      });
    const { id } = await upload(max.browser, "notes.txt", TEXT);
    for (const fileId of [id, newId()])
      expect(await say(enclosing(fileId))).toMatchObject({
        status: 422,
        body: { fields: [{ path: "body" }] },
      });
    const { fileId } = await beginUpload(mia.browser, { name: "late.txt", size: 10 });
    expect(await say(enclosing(fileId))).toMatchObject({ status: 409, body: { code: "fileArriving" } });
    const broken = await upload(mia.browser, "a.svg", Buffer.from("<svg/>"));
    expect(await say(enclosing(broken.id))).toMatchObject({ status: 409, body: { code: "fileRefused" } });
    const own = await upload(mia.browser, "notes.txt", TEXT);
    expect((await say(showing(own.id))).status).toBe(422);
  });

  test("calls a file by its own name, by which it is found", async () => {
    const forum = await buildForum(server);
    const { id } = await upload(forum.max.browser, "Zebra counts.csv", Buffer.from("a,b\n"));
    const threadId = await start(forum.categoryId, forum.max, {
      body: enclosing(id, "something harmless.txt"),
    });
    const { posts } = await forum.mia.browser.do(threads.show, { params: { threadId }, input: {} });
    expect(plainText(posts[0]?.body as RichTextDocument)).toBe("Zebra counts.csv");
  });

  test("sent again after it was taken back is answered, and brings nothing back", async () => {
    const forum = await buildForum(server);
    const { max } = forum;
    const threadId = await start(forum.categoryId, max);
    const { id } = await upload(max.browser, "notes.txt", TEXT);
    const input = { deedId: newId(), body: enclosing(id), isTried: false };
    await max.browser.do(threads.reply, { params: { threadId }, input });
    await max.browser.do(threads.withdraw, { params: { postId: input.deedId }, input: { deedId: newId() } });
    const again = await max.browser.do(threads.reply, { params: { threadId }, input });
    expect(again.data.post).toMatchObject({ state: "withdrawn", body: null });
    expect(await statusFor(max, id)).toBe(404);
  });
});

describe("an upload", () => {
  test("is its owner’s: to anybody else there is none", async () => {
    const { max, mia } = await buildForum(server);
    const { fileId } = await beginUpload(max.browser, { name: "notes.txt", size: TEXT.length });
    expect((await askOffset(mia.browser, fileId)).status).toBe(404);
    expect((await sendBytes(mia.browser, fileId, 0, TEXT)).status).toBe(404);
    expect((await beginUpload(mia.browser, { fileId, name: "notes.txt", size: 3 })).status).toBe(409);
    expect((await mia.browser.try(doors.remove, { params: { fileId } })).status).toBe(404);
    expect((await askOffset(max.browser, fileId)).headers["upload-offset"]).toBe("0");
    const foreign = { "tus-resumable": "1.0.0", origin: "https://elsewhere.example" };
    const answer = await max.browser.raw(`${doors.begin.path}/${fileId}`, {
      method: "PATCH",
      headers: foreign,
    });
    expect(answer).toMatchObject({ status: 403, body: { code: "foreignOrigin" } });
  });

  test("goes on from where it was cut, begun twice it is one, and sent twice it is there once", async () => {
    const { max } = await buildForum(server);
    const begun = await beginUpload(max.browser, { name: "notes.txt", size: TEXT.length });
    const { fileId } = begun;
    expect(begun).toMatchObject({ status: 201, headers: { location: `${doors.begin.path}/${fileId}` } });
    await sendBytes(max.browser, fileId, 0, TEXT.subarray(0, 7));
    expect((await beginUpload(max.browser, { fileId, name: "notes.txt", size: TEXT.length })).status).toBe(
      201,
    );
    expect((await askOffset(max.browser, fileId)).headers["upload-offset"]).toBe("7");
    expect((await sendBytes(max.browser, fileId, 3, TEXT.subarray(3))).status).toBe(409);
    expect((await sendBytes(max.browser, fileId, 7, TEXT.subarray(7))).status).toBe(204);
    await settled(max.browser, fileId);
    expect((await askOffset(max.browser, fileId)).headers).toMatchObject({
      "upload-length": String(TEXT.length),
    });
    expect((await max.browser.raw(`/api/files/${fileId}/content`)).text).toBe(TEXT.toString());
  });

  test("is refused where one file is too large, and together they never pass the quota, however many ask at once", async () => {
    const { max } = await buildForum(server);
    const { largest, quota } = await max.browser.do(doors.allowance, {});
    const tooLarge = await beginUpload(max.browser, { name: "a.pdf", size: largest + 1 });
    expect(tooLarge).toMatchObject({ status: 413, body: { code: "tooLarge" } });
    expect((await beginUpload(max.browser, { name: "a.pdf", size: 0 })).status).toBe(422);
    for (let taken = 0; taken + largest * 4 <= quota; taken += largest)
      expect((await beginUpload(max.browser, { name: "a.pdf", size: largest })).status).toBe(201);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => beginUpload(max.browser, { name: "a.pdf", size: largest })),
    );
    const refused = answers.filter(({ status }) => status === 409);
    expect([answers.filter(({ status }) => status === 201).length, refused.length]).toEqual([3, 7]);
    expect(refused[0]?.body).toMatchObject({ code: "filesFull" });
    expect((await max.browser.do(doors.allowance, {})).used).toBe(quota);
  });

  test("that nobody came back to is cleared away, and its room given back", async () => {
    const { max } = await buildForum(server);
    const { fileId } = await beginUpload(max.browser, { name: "notes.txt", size: TEXT.length });
    await sweepFiles(await workshop());
    expect((await askOffset(max.browser, fileId)).status).toBe(200);
    await sweepFiles(await workshop(), Date.now() + 25 * 3_600_000);
    expect((await askOffset(max.browser, fileId)).status).toBe(404);
    expect((await max.browser.do(doors.allowance, {})).used).toBe(0);
  });

  test("is finished by the sweep where whoever looked into it did not live to the end", async () => {
    const { max } = await buildForum(server);
    const { fileId } = await beginUpload(max.browser, { name: "notes.txt", size: TEXT.length });
    await sendBytes(max.browser, fileId, 0, TEXT.subarray(0, 5));
    const { uploads } = (await workshop()).vault;
    const { Readable } = await import("node:stream");
    await uploads.write(Readable.from([TEXT.subarray(5)]), fileId, 5);
    await File.updateOne({ _id: fileId }, { $set: { arrivedAt: 1, dueAt: 1 } });
    await sweepFiles(await workshop());
    expect(await max.browser.do(doors.show, { params: { fileId } })).toMatchObject({ state: "ready" });
  });
});

test("a browser keeps a file, asks each time, and gets parts of it", async () => {
  const { max } = await buildForum(server);
  const { id } = await upload(max.browser, "notes.txt", TEXT);
  const path = `/api/files/${id}/content`;
  const { etag } = (await max.browser.raw(path)).headers;
  expect((await max.browser.raw(path, { headers: { "if-none-match": String(etag) } })).status).toBe(304);
  const part = (range: string) => max.browser.raw(path, { headers: { range } });
  expect(await part("bytes=6-8")).toMatchObject({
    status: 206,
    text: "for",
    headers: { "content-range": "bytes 6-8/20" },
  });
  expect((await part("bytes=-10")).text).toBe("everybody.");
  expect((await part("bytes=10-")).text).toBe("everybody.");
  for (const range of ["bytes=20-", "bytes=9-8", "bytes=-0"]) expect((await part(range)).status).toBe(416);
  expect((await part("bytes=0-1,3-4")).status).toBe(200);
});

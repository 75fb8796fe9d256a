import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { upload } from "#server/testing/uploading";
import { fileEndpoints as doors } from "#shared/files/files.contract";
import { MOST_OF_A_NAME } from "#shared/files/names";
import { type Bytes, docx, exe, mp3, mp4, refused, within } from "./hostile.fixtures";
import { office, openDocument, PDF, picture, relationships, zip } from "./testing";

/* Everything that means harm, against the real upload: what is refused and why, and what is made harmless. */

let server: TestServer;
let browsers: HttpClient[];
beforeAll(async () => {
  server = await startServer();
  browsers = await Promise.all((["max", "mia", "ben", "ola"] as const).map((key) => server.signIn(key)));
});
afterAll(() => server.close());

/** Nobody alone may bring so many in so short a time. */
let turn = 0;
async function bring(name: string, bytes: Bytes) {
  const browser = browsers[turn++ % browsers.length] as HttpClient;
  const made = typeof bytes === "function" ? await bytes() : Buffer.from(bytes as string);
  const file = await upload(browser, name, made);
  return { browser, file };
}

describe("is refused, and its owner is told why:", () => {
  test.each(refused)(
    "%s",
    async (_title, name, bytes, refusal) => {
      const { browser, file } = await bring(name, bytes);
      expect(file).toMatchObject({ state: "refused", refusal });
      const content = await browser.raw(`/api/files/${file.id}/content`);
      expect(content.status).toBe(404);
    },
    60_000,
  );
});

const names: [string, string, string][] = [
  ["a path", "../../etc/passwd", "passwd.txt"],
  ["a path of Windows", "C:\\Users\\x\\notes.txt", "notes.txt"],
  ["only dots", "..", "file.txt"],
  ["nothing", "", "file.txt"],
  ["blanks", "   ", "file.txt"],
  ["a NUL", "notes.txt\0.exe", "notes.txt.exe.txt"],
  ["control characters", "no\r\ntes\x1b[31m.txt", "notes[31m.txt"],
  ["letters turned around", "photo\u202Egpj.txt", "photogpj.txt"],
  ["invisible letters", "no\u200bte\ufeffs.txt", "notes.txt"],
  ["a device", "CON.txt", "_CON.txt"],
  ["a device alone", "lpt1", "_lpt1.txt"],
  ["marks that a shell knows", 'a"b<c>|d?.txt', "a_b_c__d_.txt"],
  ["an ending that runs", "notes.html", "notes.html.txt"],
  ["two endings", "notes.pdf.exe", "notes.pdf.exe.txt"],
  ["an ending in capitals", "NOTES.TXT", "NOTES.txt"],
  ["another script", "ملاحظات.txt", "ملاحظات.txt"],
  ["half a character", "a\ud800b.txt", "a\ufffdb.txt".replace("\ufffd", "")],
];

describe("takes its name apart:", () => {
  test.each(names)("%s", async (_title, name, cleaned) => {
    const { browser, file } = await bring(name, "Words.");
    expect(file).toMatchObject({ state: "ready", name: cleaned, type: "text/plain" });
    const { headers } = await browser.raw(`/api/files/${file.id}/content`);
    const disposition = String(headers["content-disposition"]);
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.!~%&+-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] as string)).toBe(cleaned);
  });

  test("a name that never ends", async () => {
    const { file } = await bring(`${"é".repeat(900)}.md`, "Words.");
    expect(file.name.length).toBeLessThanOrEqual(MOST_OF_A_NAME);
    expect(file.name).toMatch(/^é+\.md$/);
  });
});

describe("is made harmless:", () => {
  test("a photo loses where it was taken, and stands upright", async () => {
    const shot = sharp(await picture("jpeg", 60, 40)).withExif({
      IFD0: { Artist: "Somebody" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "47/1 36/1 0/1", GPSLongitude: "122/1 19/1 0/1" },
    });
    const bytes = await shot.withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ exif: expect.anything(), orientation: 6 });
    const { browser, file } = await bring("photo.jpg", bytes);
    expect(file).toMatchObject({
      state: "ready",
      name: "photo.jpg.webp",
      picture: { width: 40, height: 60 },
    });
    const kept = await fetchBytes(browser, file.id);
    const { exif, xmp, iptc, icc, format } = await sharp(kept).metadata();
    expect({ exif, xmp, iptc, icc, format }).toEqual({ format: "webp" });
    expect(kept.includes("Somebody")).toBe(false);
  });

  test("what hides behind a picture is not kept", async () => {
    const bytes = Buffer.concat([
      await picture("png"),
      zip([{ name: "a.exe", content: exe }]),
      Buffer.from("<script>"),
    ]);
    const { browser, file } = await bring("a.png", bytes);
    expect(file.state).toBe("ready");
    const kept = await fetchBytes(browser, file.id);
    expect([kept.includes("<script>"), kept.includes("PK\x03\x04"), kept.includes("MZ")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("a wide picture is kept in every size, and no larger than it is", async () => {
    const { browser, file } = await bring("wide.png", () => picture("png", 2_400, 300));
    expect(file.picture).toEqual({ width: 1_920, height: 240 });
    for (const size of [480, 960, 1_920]) {
      expect((await sharp(await fetchBytes(browser, file.id, size)).metadata()).width).toBe(size);
    }
    const small = await bring("small.gif", () => picture("gif", 100, 80));
    expect((await sharp(await fetchBytes(small.browser, small.file.id, 960)).metadata()).width).toBe(100);
  });
});

const taken: [string, string, Bytes, string, string][] = [
  ["a PDF", "Report.pdf", PDF, "Report.pdf", "application/pdf"],
  ["a PDF under another name", "report.html", PDF, "report.html.pdf", "application/pdf"],
  ["a zip", "a.zip", () => zip([{ name: "a/b.txt", content: "words" }]), "a.zip", "application/zip"],
  [
    "a zip of documents",
    "a.zip",
    within({ name: "b.docx", content: office("docx") }),
    "a.zip",
    "application/zip",
  ],
  [
    "a document with links",
    "a.docx",
    docx({ name: "word/_rels/d.rels", content: relationships() }),
    "a.docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
  [
    "a presentation with a chart",
    "a.pptx",
    () => office("pptx", [{ name: "ppt/embeddings/s.xlsx", content: office("xlsx") }]),
    "a.pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ],
  [
    "a table",
    "a.ods",
    () => openDocument("spreadsheet"),
    "a.ods",
    "application/vnd.oasis.opendocument.spreadsheet",
  ],
  ["a text in many scripts", "a.md", "# Año, 年, سنة\n", "a.md", "text/markdown"],
  ["a CSV", "a.csv", "a,b\n1,2\n", "a.csv", "text/csv"],
  ["a recording", "a.mp4", mp4, "a.mp4", "video/mp4"],
  ["a voice", "a.mp3", Buffer.concat([mp3, mp3, mp3]), "a.mp3", "audio/mpeg"],
  ["a photo of a new kind", "a.avif", () => picture("avif"), "a.avif.webp", "image/webp"],
];

describe("is taken as what it is, and sent so that nothing guesses at it or runs it:", () => {
  test.each(taken)("%s", async (_title, name, bytes, cleaned, type) => {
    const { browser, file } = await bring(name, bytes);
    expect(file).toMatchObject({ state: "ready", refusal: null, name: cleaned, type });
    const { status, headers } = await browser.raw(`/api/files/${file.id}/content`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": type.startsWith("text/") ? "text/plain; charset=utf-8" : type,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-cache",
    });
    const how = type.startsWith("image/") ? "inline" : "attachment";
    expect(String(headers["content-disposition"]).startsWith(`${how};`)).toBe(true);
  });
});

async function fetchBytes(browser: HttpClient, fileId: string, size = 1_920): Promise<Buffer> {
  const path = doors.content.path.replace(":fileId", fileId);
  const response = await fetch(`${server.origin}${path}?size=${size}`, {
    headers: { cookie: browser.cookie },
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

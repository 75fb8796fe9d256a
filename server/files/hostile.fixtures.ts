import { gzipSync } from "node:zlib";
import type { FileRefusal } from "#shared/files/refusals";
import { type EntryMade, office, openDocument, PDF, picture, relationships, zip } from "./testing";

/* Files that mean harm, or that look as if they did. */

export type Bytes = Buffer | string | (() => Buffer | Promise<Buffer>);

const nothing = Buffer.alloc(3_000_000);
export const within = (entry: EntryMade) => () => zip([{ name: "readme.txt", content: "Words" }, entry]);
export const docx = (entry: EntryMade) => () => office("docx", [entry]);
export const exe = Buffer.concat([Buffer.from("MZ\x90\0"), Buffer.alloc(200)]);
const bin = (...bytes: number[]) => Buffer.concat([Buffer.from(bytes), Buffer.alloc(300, 7)]);
/** The first frame of an MP3, or what looks like one. */
export const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413, 0x55)]);
const box = (kind: string, content = Buffer.alloc(0)) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(kind, 4, "latin1");
  return Buffer.concat([head, content]);
};
export const mp4 = Buffer.concat([
  box("ftyp", Buffer.from("isom\0\0\x02\0isommp42")),
  box("moov"),
  box("mdat"),
]);
/** A PNG that says of itself that it is as wide and high as that. */
export async function pngOfSize(width: number, height: number): Promise<Buffer> {
  const bytes = await picture("png");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** What is refused: what it is, under which name, its bytes, and why. */
export const refused: [string, string, Bytes, FileRefusal][] = [
  // Pages and pictures that are code.
  ["an SVG", "a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "markup"],
  [
    "an SVG with a declaration",
    "a.svg",
    '<?xml version="1.0"?>\n<svg><script>alert(1)</script></svg>',
    "markup",
  ],
  ["an SVG that is called a PNG", "a.png", "<svg><script>alert(1)</script></svg>", "markup"],
  ["an SVG behind a comment", "a.txt", "<!-- words --><svg/>", "markup"],
  ["a page", "a.html", "<!doctype html><script>alert(1)</script>", "markup"],
  ["a page that is called a text", "a.txt", "<html><body onload=alert(1)>", "markup"],
  ["a page behind blanks and a mark", "a.txt", "\ufeff \n\t <HTML>", "markup"],
  ["a page behind words", "a.csv", "a,b\n<script>alert(1)</script>", "markup"],
  ["a frame in a Markdown text", "a.md", "# Words\n\n<iframe src=//elsewhere.example>", "markup"],
  [
    "XML",
    "a.xml",
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "markup",
  ],
  ["a page in UTF-16", "a.txt", Buffer.from("\ufeff<html>", "utf16le"), "notText"],
  // Programs.
  ["a Windows program", "setup.exe", exe, "program"],
  ["a Windows program that is called a PDF", "a.pdf", exe, "program"],
  ["a Linux program", "a", bin(0x7f, 0x45, 0x4c, 0x46), "program"],
  ["a Mac program", "a.txt", bin(0xcf, 0xfa, 0xed, 0xfe), "program"],
  ["a class of Java", "a.class", bin(0xca, 0xfe, 0xba, 0xbe), "program"],
  ["WebAssembly", "a.wasm", bin(0, 0x61, 0x73, 0x6d), "program"],
  ["a shortcut", "a.lnk", bin(0x4c, 0, 0, 0, 1, 0x14, 2, 0), "program"],
  ["a script", "notes.txt", "#!/bin/sh\nrm -rf /\n", "program"],
  ["a script behind a mark", "notes.txt", "\ufeff#!/bin/sh\n", "program"],
  // Archives of other kinds.
  ["gzip", "a.gz", () => gzipSync("words"), "archiveKind"],
  ["gzip that is called a picture", "a.png", () => gzipSync(nothing), "archiveKind"],
  ["7z", "a.7z", bin(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "archiveKind"],
  ["rar", "a.rar", bin(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0), "archiveKind"],
  ["bzip2", "a.bz2", bin(0x42, 0x5a, 0x68, 0x39), "archiveKind"],
  ["xz", "a.xz", bin(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), "archiveKind"],
  // Zip bombs and other traps for who unpacks.
  ["a zip bomb", "a.zip", within({ name: "a.txt", content: nothing }), "archiveLarge"],
  [
    "a zip bomb that hides its size",
    "a.zip",
    within({ name: "a.txt", content: nothing, claimed: 10 }),
    "archiveLarge",
  ],
  [
    "a zip bomb of entries that share their bytes",
    "a.zip",
    () =>
      zip([
        { name: "a", content: nothing.subarray(0, 9_000) },
        { name: "b", content: "x", at: 0 },
      ]),
    "archiveLarge",
  ],
  [
    "a zip that says it is huge",
    "a.zip",
    within({ name: "a", content: "x", claimed: 4_000_000_000 }),
    "archiveLarge",
  ],
  [
    "a zip of very many",
    "a.zip",
    () => zip(Array.from({ length: 2_001 }, (_, place) => ({ name: `${place}.txt`, isStored: true }))),
    "archiveLarge",
  ],
  ["a zip within a zip", "a.zip", within({ name: "b.zip", content: zip([{ name: "c" }]) }), "archiveNested"],
  [
    "a zip within a zip, disguised",
    "a.zip",
    within({ name: "b.jpg", content: zip([{ name: "c" }]) }),
    "archiveNested",
  ],
  ["gzip within a zip", "a.zip", within({ name: "b.txt", content: gzipSync("x") }), "archiveNested"],
  ["a name that leads up", "a.zip", within({ name: "../../etc/passwd" }), "archivePaths"],
  ["a name that leads up in the middle", "a.zip", within({ name: "a/../../b" }), "archivePaths"],
  ["a name from the root", "a.zip", within({ name: "/etc/passwd" }), "archivePaths"],
  ["a name with backward slashes", "a.zip", within({ name: "..\\..\\windows\\x.txt" }), "archivePaths"],
  ["a name with a drive", "a.zip", within({ name: "C:x.txt" }), "archivePaths"],
  ["a name with a NUL", "a.zip", within({ name: "a.txt\0.png" }), "archivePaths"],
  ["a name turned around", "a.zip", within({ name: "photo\u202Egpj.txt" }), "archivePaths"],
  ["a link", "a.zip", within({ name: "a", content: "/etc/passwd", isLink: true }), "archivePaths"],
  [
    "a zip with a password",
    "a.zip",
    within({ name: "a.txt", content: "x", isEncrypted: true }),
    "archiveLocked",
  ],
  ["a program in a zip", "a.zip", within({ name: "a.txt", content: exe }), "archiveProgram"],
  ["a script in a zip by its name", "a.zip", within({ name: "run.ps1", content: "x" }), "archiveProgram"],
  [
    "a program with blanks behind its name",
    "a.zip",
    within({ name: "run.exe . ", content: "x" }),
    "archiveProgram",
  ],
  ["a macro document in a zip", "a.zip", within({ name: "a.docm", content: "x" }), "archiveProgram"],
  ["two entries of one name", "a.zip", within({ name: "README.txt", content: "other" }), "archiveBroken"],
  ["half a zip", "a.zip", () => zip([{ name: "a", content: "words" }]).subarray(0, 60), "archiveBroken"],
  ["an empty zip", "a.zip", () => zip([]), "empty"],
  ["a zip of no entries", "a.zip", () => Buffer.concat([Buffer.from("PK\x03\x04"), zip([])]), "empty"],
  // Office documents that act.
  ["macros by their part", "a.docx", docx({ name: "word/vbaProject.bin", content: "x" }), "macros"],
  [
    "macros by their type",
    "a.docx",
    () => office("docx", [], "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "macros",
  ],
  ["an old macro sheet", "a.xlsx", () => office("xlsx", [{ name: "xl/macrosheets/sheet1.xml" }]), "macros"],
  ["ActiveX", "a.docx", docx({ name: "word/activeX/activeX1.xml" }), "macros"],
  [
    "a template from elsewhere",
    "a.docx",
    docx({ name: "word/_rels/settings.xml.rels", content: relationships("attachedTemplate") }),
    "remoteParts",
  ],
  [
    "a template from elsewhere, said in UTF-16",
    "a.docx",
    docx({
      name: "word/_rels/s.rels",
      content: Buffer.from(`\ufeff${relationships("attachedTemplate")}`, "utf16le"),
    }),
    "remoteParts",
  ],
  [
    "an object from elsewhere",
    "a.pptx",
    () => office("pptx", [{ name: "ppt/_rels/p.rels", content: relationships("oleObject") }]),
    "remoteParts",
  ],
  [
    "entities",
    "a.docx",
    docx({ name: "word/_rels/a.rels", content: "<!DOCTYPE a><Relationships/>" }),
    "archiveBroken",
  ],
  [
    "a program put into a document",
    "a.docx",
    docx({ name: "word/embeddings/o1.bin", content: Buffer.from("\x01Ole10Native", "utf16le") }),
    "archiveProgram",
  ],
  [
    "a macro document in a presentation",
    "a.pptx",
    () =>
      office("pptx", [{ name: "ppt/embeddings/a.docx", content: docx({ name: "word/vbaProject.bin" })() }]),
    "macros",
  ],
  ["a document of no known kind", "a.docx", () => office("docx", [], "application/x-other"), "unknown"],
  ["an old document", "a.doc", bin(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), "oldOffice"],
  [
    "macros in an open document",
    "a.odt",
    () => openDocument("text", [{ name: "Basic/Standard/Module1.xml" }]),
    "macros",
  ],
  [
    "an open document with a password",
    "a.odt",
    () => openDocument("text", [], "<m><manifest:encryption-data/></m>"),
    "archiveLocked",
  ],
  [
    "a book",
    "a.epub",
    () => zip([{ name: "mimetype", content: "application/epub+zip", isStored: true }]),
    "unknown",
  ],
  ["RTF", "a.rtf", "{\\rtf1\\ansi{\\object\\objocx}}", "unknown"],
  // Pictures.
  ["a picture bomb", "a.png", () => pngOfSize(30_000, 30_000), "pictureHuge"],
  ["a picture of one endless line", "a.png", () => pngOfSize(2_000_000_000, 1), "pictureBroken"],
  [
    "half a picture",
    "a.jpg",
    async () => (await picture("jpeg", 400, 300)).subarray(0, 900),
    "pictureBroken",
  ],
  [
    "a picture with broken parts",
    "a.png",
    async () => (await picture("png")).fill(0, 41, 60),
    "pictureBroken",
  ],
  ["the head of a picture", "a.png", async () => (await picture("png")).subarray(0, 33), "pictureBroken"],
  [
    "a head of a picture with a page behind",
    "a.gif",
    Buffer.from("GIF89a\x01\0\x01\0\0\0\0<script>alert(1)</script>"),
    "pictureBroken",
  ],
  ["HEIC", "a.heic", box("ftyp", Buffer.from("heic\0\0\0\0mif1heic")), "heic"],
  ["TIFF", "a.tiff", bin(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0), "unknown"],
  ["PostScript", "a.eps", "%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run", "unknown"],
  // PDFs.
  ["a PDF behind something else", "a.pdf", `words\n${PDF}`, "pdfBroken"],
  ["a PDF of no version", "a.pdf", PDF.replace("%PDF-1.4", "%PDF-9"), "pdfBroken"],
  ["half a PDF", "a.pdf", PDF.slice(0, 60), "pdfBroken"],
  [
    "a PDF with a page behind it",
    "a.pdf",
    `${PDF}<html>${" ".repeat(90)}<script>alert(1)</script>`,
    "pdfBroken",
  ],
  [
    "a PDF that is a zip as well",
    "a.pdf",
    () => zip([{ name: "a", content: "x" }], { prefix: Buffer.from(PDF), comment: "startxref\n4\n%%EOF" }),
    "pdfBroken",
  ],
  // Recordings.
  [
    "a recording with something behind it",
    "a.mp4",
    Buffer.concat([mp4, Buffer.from("<script>alert(1)</script>")]),
    "mediaBroken",
  ],
  ["a recording without a head", "a.mp4", mp4.subarray(0, 30), "mediaBroken"],
  ["a tag with a page behind it", "a.mp3", Buffer.from("ID3\x03\0\0\0\0\0\x0a0123456789<html>\0"), "unknown"],
  [
    "a recording that is a zip as well",
    "a.mp3",
    () => Buffer.concat([mp3, mp3, zip([{ name: "a" }])]),
    "mediaBroken",
  ],
  // Texts.
  ["a text of another encoding", "a.csv", Buffer.from("Se\xf1or,1\n", "latin1"), "notText"],
  ["bytes", "a.txt", bin(0, 1, 2, 3, 0xfe, 0xff), "unknown"],
];

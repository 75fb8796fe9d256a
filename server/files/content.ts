import { fileTypeFromBuffer } from "file-type";
import type { PictureSize } from "#shared/files/files.contract";
import { endingOf } from "#shared/files/names";
import { lookIntoArchive } from "./archives";
import { expectWholeRecording } from "./media";
import { NotTaken } from "./notTaken";
import { expectPdf } from "./pdf";
import { encodePicture } from "./pictures";
import { isPlainText, looksLikeMarkup, whyNoText } from "./texts";

/** What a file turned out to be, and what of it is kept. */
export interface Content {
  type: string;
  /** The first where the name has none of them. */
  endings: readonly string[];
  picture: { width: number; height: number } | null;
  /** Of a picture its sizes, of anything else the whole. */
  parts: Map<PictureSize | "whole", Buffer>;
}

/**
 * Decides by its bytes alone what a file is, and whether it is taken; its name only tells apart plain texts. Throws
 * `NotTaken` with the reason.
 */
export async function lookInto(bytes: Buffer, name: string): Promise<Content> {
  if (bytes.length === 0) throw new NotTaken("empty");
  if (PROGRAMS.some((mark) => startsWith(bytes, mark))) throw new NotTaken("program");
  if (startsWith(bytes, OLD_OFFICE)) throw new NotTaken("oldOffice");
  if (startsWith(bytes, NO_ZIP)) throw new NotTaken("empty");
  if (UTF16.some((mark) => startsWith(bytes, mark))) throw new NotTaken("notText");
  // Readers look for the head of a PDF a little further in as well.
  if (bytes.subarray(0, 1_024).indexOf(PDF) > 0) throw new NotTaken("pdfBroken");
  if (startsWith(bytes, ZIP)) return whole(bytes, await lookIntoArchive(bytes));
  if (isPlainText(bytes)) return await lookIntoText(bytes, name);
  return await lookIntoBinary(bytes);
}

async function lookIntoText(bytes: Buffer, name: string): Promise<Content> {
  if (startsWith(bytes, PDF)) return whole(bytes, expectPdf(bytes));
  if (looksLikeMarkup(bytes)) throw new NotTaken("markup");
  const found = await fileTypeFromBuffer(bytes.subarray(0, SAMPLE));
  if (found !== undefined && /rtf|postscript|\/eps|regedit|mspgp|pgp|x-bittorrent/.test(found.mime))
    throw new NotTaken("unknown");
  const type = TEXTS[endingOf(name)] ?? "text/plain";
  const ending = endingOf(name) in TEXTS ? endingOf(name) : "txt";
  return whole(bytes, { type, endings: [ending] });
}

async function lookIntoBinary(bytes: Buffer): Promise<Content> {
  if (startsWith(bytes, PDF)) return whole(bytes, expectPdf(bytes));
  if (startsWith(bytes, GZIP)) throw new NotTaken("archiveKind");
  const type = (await fileTypeFromBuffer(bytes.subarray(0, SAMPLE)))?.mime.split(";")[0];
  if (type === undefined) throw whyNoText(bytes);
  if (PICTURES.includes(type)) return await toPicture(bytes);
  if (/^image\/hei[cf]/.test(type)) throw new NotTaken("heic");
  if (ARCHIVES.test(type)) throw new NotTaken("archiveKind");
  if (/xml|svg|html/.test(type)) throw new NotTaken("markup");
  if (/msdownload|x-elf|x-mach|java|wasm|x-ms-shortcut|x-sh|dalvik/.test(type)) throw new NotTaken("program");
  const recording = RECORDINGS[type];
  if (recording === undefined) throw new NotTaken("unknown");
  expectWholeRecording(bytes, recording.type);
  return whole(bytes, recording);
}

async function toPicture(bytes: Buffer): Promise<Content> {
  const { picture, parts } = await encodePicture(bytes);
  return { type: "image/webp", endings: ["webp"], picture, parts };
}

function whole(bytes: Buffer, { type, endings }: Pick<Content, "type" | "endings">): Content {
  return { type, endings, picture: null, parts: new Map([["whole", bytes]]) };
}

function startsWith(bytes: Buffer, mark: string): boolean {
  return bytes.subarray(0, mark.length).toString("latin1") === mark;
}

/** What tells a file's kind stands at its beginning. */
const SAMPLE = 128 * 1024;

const ZIP = "PK\x03\x04";
const NO_ZIP = "PK\x05\x06";
const UTF16 = ["\xff\xfe", "\xfe\xff"];
const PDF = "%PDF-";
const GZIP = "\x1f\x8b";
const OLD_OFFICE = "\xd0\xcf\x11\xe0";
/** DOS and Windows, Linux, Java or a fat Mach-O, Mach-O either way around, WebAssembly, Windows shortcut, a script. */
const PROGRAMS = [
  ...["MZ", "\x7fELF", "\xca\xfe\xba\xbe", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe"],
  ...["\xcf\xfa\xed\xfe", "\0asm", "L\0\0\0\x01\x14\x02\0", "dex\n", "#!", "\xef\xbb\xbf#!"],
];

const PICTURES = ["image/png", "image/apng", "image/jpeg", "image/gif", "image/webp", "image/avif"];
const ARCHIVES =
  /x-7z|x-rar|x-bzip|x-xz|zstd|x-lz|lzip|x-tar|x-compress|ms-cab|x-unix-archive|x-cpio|x-arj|x-lzh|gzip|x-deb|x-rpm|zip/;
const TEXTS: Record<string, string> = { txt: "text/plain", md: "text/markdown", csv: "text/csv" };
const RECORDINGS: Record<string, Pick<Content, "type" | "endings">> = {
  "audio/mpeg": { type: "audio/mpeg", endings: ["mp3"] },
  "audio/x-m4a": { type: "audio/mp4", endings: ["m4a"] },
  "audio/mp4": { type: "audio/mp4", endings: ["m4a"] },
  "video/mp4": { type: "video/mp4", endings: ["mp4"] },
  "video/x-m4v": { type: "video/mp4", endings: ["mp4", "m4v"] },
  "audio/ogg": { type: "audio/ogg", endings: ["ogg", "oga", "opus"] },
  "video/webm": { type: "video/webm", endings: ["webm"] },
  "audio/webm": { type: "video/webm", endings: ["webm"] },
};

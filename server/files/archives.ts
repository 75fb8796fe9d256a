import yauzl, { type Entry, type ZipFile } from "yauzl";
import { expectHarmless, type Part } from "./archiveParts";
import { NotTaken } from "./notTaken";
import { kindOfDocument } from "./officeFiles";

/** More entries nobody looks through. */
const MOST_ENTRIES = 2_000;
/** Of everything in it, unpacked. */
const MOST_BYTES = 200_000_000;
/** Text packs twenty to one; what packs better than this holds nothing. */
const MOST_RATIO = 120;
/** Too little to be a bomb, however it is packed. */
const SMALL = 2_000_000;
/** Of one entry; of larger ones only the beginning is looked at. */
const LOOKED_AT = 8_000_000;
/** Documents within documents within a zip. */
const MOST_DEPTH = 2;
const ZIP = "PK\x03\x04";

/** What a zip turned out to be. */
export interface Archive {
  type: string;
  endings: readonly string[];
}

/**
 * Looks into a zip before anybody unpacks it: first at what it says of itself, then at what is really in it, no further
 * than the bounds. An office document is one too, and is asked for macros and for what it would fetch.
 */
export async function lookIntoArchive(bytes: Buffer): Promise<Archive> {
  return await lookDown(bytes, { depth: 0, budget: { left: MOST_BYTES } });
}

interface Setting {
  depth: number;
  /** What may still be unpacked, of all levels together. */
  budget: { left: number };
}

async function lookDown(bytes: Buffer, { depth, budget }: Setting): Promise<Archive> {
  const entries = await listEntries(bytes);
  expectBounds(entries, bytes.length);
  const parts = await unpack(bytes, entries, budget);
  const document = kindOfDocument(parts);
  if (document === null && depth > 0) throw new NotTaken("archiveNested");
  for (const part of parts) expectHarmless(part, document !== null);
  // A zip holds documents, and those hold others, as charts do their numbers.
  for (const part of parts) {
    if (!part.beginning.startsWith(ZIP)) continue;
    if (depth === MOST_DEPTH || part.content === null) throw new NotTaken("archiveNested");
    await lookDown(part.content, { depth: depth + 1, budget });
  }
  return document ?? { type: "application/zip", endings: ["zip"] };
}

async function listEntries(bytes: Buffer): Promise<Entry[]> {
  const zip = await open(bytes);
  if (zip.entryCount > MOST_ENTRIES) throw new NotTaken("archiveLarge");
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new NotTaken("archiveLocked");
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) throw new NotTaken("archiveLarge");
    }
  } catch (error) {
    throw asNotTaken(error);
  }
  if (entries.length === 0) throw new NotTaken("empty");
  return entries;
}

/** What it says of itself: how much it is unpacked, and that no two entries share bytes, as those of a bomb do. */
function expectBounds(entries: readonly Entry[], size: number): void {
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpacked > MOST_BYTES || (unpacked > SMALL && unpacked > size * MOST_RATIO))
    throw new NotTaken("archiveLarge");
  const names = new Set(entries.map(({ fileName }) => fileName.normalize("NFC").toLowerCase()));
  if (names.size < entries.length) throw new NotTaken("archiveBroken");
  const inOrder = entries.toSorted(
    (one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader,
  );
  for (const [place, entry] of inOrder.entries()) {
    const next = inOrder[place + 1]?.relativeOffsetOfLocalHeader ?? size;
    // A local header is 30 bytes and its name.
    if (entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize > next)
      throw new NotTaken("archiveLarge");
  }
}

/** What is really in it. Whatever is more than it said ends the reading at once. */
async function unpack(bytes: Buffer, entries: readonly Entry[], budget: Setting["budget"]): Promise<Part[]> {
  const zip = await open(bytes);
  const parts: Part[] = [];
  try {
    for (const entry of entries) parts.push(await unpackOne(zip, entry, budget));
  } catch (error) {
    throw asNotTaken(error);
  }
  return parts;
}

async function unpackOne(zip: ZipFile, entry: Entry, budget: Setting["budget"]): Promise<Part> {
  const header = await zip.readLocalFileHeaderPromise(entry);
  if (!header.fileName.equals(entry.fileNameRaw)) throw new NotTaken("archiveBroken");
  const mode = entry.externalFileAttributes >>> 16;
  const part = { name: entry.fileName, isLink: (mode & 0o170000) === 0o120000 };
  if (entry.fileName.endsWith("/")) return { ...part, beginning: "", content: Buffer.alloc(0) };
  const chunks: Buffer[] = [];
  let length = 0;
  let beginning = "";
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    length += chunk.length;
    budget.left -= chunk.length;
    if (budget.left < 0) throw new NotTaken("archiveLarge");
    if (beginning.length < 4) beginning += chunk.subarray(0, 4 - beginning.length).toString("latin1");
    if (length <= LOOKED_AT && isLookedAt(entry.fileName, beginning)) chunks.push(chunk);
  }
  return { ...part, beginning, content: length <= LOOKED_AT ? Buffer.concat(chunks) : null };
}

/** What says what a document is and does, and what is an archive itself. Of the rest the beginning is enough. */
function isLookedAt(name: string, beginning: string): boolean {
  return (
    ZIP.startsWith(beginning) || /(\.rels|content_types\]\.xml|^mimetype|manifest\.xml|\.bin)$/i.test(name)
  );
}

async function open(bytes: Buffer): Promise<ZipFile> {
  try {
    return await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
  } catch (error) {
    throw asNotTaken(error);
  }
}

/** The library says in English what is wrong; what it does not like is damaged or made to deceive. */
function asNotTaken(error: unknown): NotTaken {
  if (error instanceof NotTaken) return error;
  const sentence = String(error);
  if (/encrypt/i.test(sentence)) return new NotTaken("archiveLocked");
  if (/absolute path|relative path|invalid characters/i.test(sentence)) return new NotTaken("archivePaths");
  return new NotTaken(/too many bytes/i.test(sentence) ? "archiveLarge" : "archiveBroken");
}

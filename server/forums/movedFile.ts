import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { invalid } from "#server/errors";
import { MOVED_FORMAT, type MovedHead } from "#shared/forums/moving.format";
import { readTable } from "./movedTable";

/** One thing that a file holds, not looked at yet, and the row in which it stands. */
export interface MovedItem {
  row: number;
  kind: "head" | "thread" | "post" | "end" | "unreadable";
  value: unknown;
}

/** No file is larger than this once it is unpacked, however small it was packed. */
const MOST_UNPACKED = 192_000_000;
/** A file that cannot be read line by line is held whole, so it is smaller. */
const MOST_WHOLE = 16_000_000;
/** A text of the largest size three times over, as document, as Markdown and as plain words. */
const LONGEST_LINE = 400_000;
/** After so many rows others have their turn. */
const ROWS_AT_ONCE = 50;

/**
 * What stands in a file, row after row: JSON Lines as an export writes them, one JSON with the same in it, or a table;
 * packed with gzip or not. Refuses a file that is none of these.
 */
export async function* readMovedFile(source: AsyncIterable<Uint8Array>): AsyncGenerator<MovedItem> {
  let rows = 0;
  for await (const item of itemsOf(textOf(unpack(source)))) {
    yield item;
    rows += 1;
    if (rows % ROWS_AT_ONCE === 0) await setImmediate();
  }
}

async function* itemsOf(text: AsyncGenerator<string>): AsyncGenerator<MovedItem> {
  const begun = await beginningOf(text);
  const first = begun.trimStart()[0];
  if (first === undefined) throw invalid("That file is empty.");
  if (first === "{" && isHead(begun.trimStart().split("\n", 1)[0] ?? "")) yield* linesOf(begun, text);
  else if (first === "{" || first === "[") yield* wholeOf(await gather(begun, text));
  else yield* readTable(await gather(begun, text));
}

/** As much as tells what the file is; the rest is left to be read. */
async function beginningOf(text: AsyncGenerator<string>): Promise<string> {
  let begun = "";
  for (let next = await text.next(); !next.done; next = await text.next()) {
    begun += next.value;
    const isWhole = !begun.trimStart().startsWith("{") || begun.trimStart().includes("\n");
    if (begun.trim() !== "" && (isWhole || begun.length > LONGEST_LINE)) break;
  }
  return begun;
}

function isHead(line: string): boolean {
  const head = parse(line) as { format?: unknown; threads?: unknown } | undefined;
  return head?.format === MOVED_FORMAT && head.threads === undefined;
}

async function* linesOf(begun: string, text: AsyncGenerator<string>): AsyncGenerator<MovedItem> {
  let row = 0;
  let rest = "";
  const pieces = (async function* () {
    yield begun;
    yield* text;
  })();
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw invalid("That file has a line that is too long to be one.");
    for (const line of lines) yield toItem(line, ++row);
  }
  if (rest.trim() !== "") yield toItem(rest, ++row);
}

function toItem(line: string, row: number): MovedItem {
  const value = line.trim() === "" ? undefined : parse(line);
  if (typeof value !== "object" || value === null) return { row, kind: "unreadable", value };
  const given = value as Record<string, unknown>;
  for (const kind of ["thread", "post", "end"] as const)
    if (given[kind] !== undefined) return { row, kind, value: given[kind] };
  return { row, kind: given.format === undefined ? "unreadable" : "head", value };
}

/** One JSON: the head, and in `threads` each thread with its `posts`, of which the first is the opening. */
function* wholeOf(text: string): Generator<MovedItem> {
  const whole = parse(text) as (Partial<MovedHead> & { threads?: unknown }) | undefined;
  if (whole === undefined) throw invalid("That file is neither JSON nor a table.");
  if (!Array.isArray(whole.threads)) throw invalid("There are no threads in that file.");
  let row = 1;
  yield {
    row,
    kind: "head",
    value: { ...whole, format: whole.format ?? MOVED_FORMAT, version: whole.version ?? 1 },
  };
  let posts = 0;
  for (const given of whole.threads) {
    const { posts: said, ...thread } = (given ?? {}) as {
      id?: unknown;
      posts?: unknown;
      author?: unknown;
      at?: unknown;
    };
    const listed = Array.isArray(said) ? said : [];
    const [opening] = listed as { author?: unknown; at?: unknown }[];
    const { author = opening?.author ?? null, at = opening?.at } = thread;
    yield { row: ++row, kind: "thread", value: { ...thread, author, at } };
    for (const [place, post] of listed.entries()) {
      posts += 1;
      const own = place === 0 ? { id: thread.id } : {};
      yield { row: ++row, kind: "post", value: { ...own, author: null, ...post, threadId: thread.id } };
    }
  }
  yield { row: ++row, kind: "end", value: { threads: whole.threads.length, posts } };
}

async function gather(begun: string, text: AsyncGenerator<string>): Promise<string> {
  let whole = begun;
  for await (const piece of text) {
    whole += piece;
    if (whole.length > MOST_WHOLE)
      throw invalid(
        "A table, or one JSON, has at most 16 MB unpacked. Part it, or bring it in as JSON Lines.",
      );
  }
  return whole;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is told to be that where it stands.
    return undefined;
  }
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Uint8Array) => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      // Where exactly helps nobody: the whole file was saved otherwise.
      throw invalid("That file is not in UTF-8. Save it as UTF-8 and try again.");
    }
  };
  for await (const piece of bytes) yield decode(piece);
  yield decode();
}

/** Unpacks what is packed; stops at the limit, so that little cannot become very much. */
async function* unpack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  const all = (async function* () {
    yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  })();
  const isPacked = first.value[0] === 0x1f && first.value[1] === 0x8b;
  let size = 0;
  try {
    for await (const piece of isPacked ? gunzip(all) : all) {
      size += piece.length;
      if (size > MOST_UNPACKED) throw invalid("That file is larger than 192 MB once it is unpacked.");
      yield piece;
    }
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (code.startsWith("Z_")) throw invalid("That file is damaged: it cannot be unpacked.");
    throw error;
  }
}

function gunzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = Readable.from(packed);
  const unpacking = createGunzip();
  source.once("error", (error) => unpacking.destroy(error));
  return source.pipe(unpacking);
}

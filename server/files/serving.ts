import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { FileRecord } from "./files.model";
import type { ByteRange, Part, Vault } from "./vault";

/**
 * Sends a file as what it is and as nothing else: never guessed at, never run, never framed, saved under its own name. A
 * picture may be shown, for it was made anew. A browser keeps what it has, but asks each time whether it still may.
 */
export async function sendFile(
  vault: Vault,
  record: FileRecord,
  size: number | undefined,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const part = partFor(record, size);
  const tag = `"${record._id}-${part}"`;
  const headers = { ...headersOf(record), ETag: tag };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.headers["if-none-match"] === tag) return void response.writeHead(304).end();

  const length = await vault.sizeOf(record._id, part);
  const range = rangeOf(request, tag, length);
  if (range === "none") {
    return void response.writeHead(416, { "Content-Range": `bytes */${length}` }).end();
  }
  response.setHeader("Content-Type", contentType(record.type));
  response.setHeader("Content-Length", range === null ? length : range.to - range.from + 1);
  if (range !== null) response.setHeader("Content-Range", `bytes ${range.from}-${range.to}/${length}`);
  response.writeHead(range === null ? 200 : 206);
  if (request.method === "HEAD") return void response.end();
  const bytes = await vault.read(record._id, part, range);
  try {
    await pipeline(bytes, response);
  } catch {
    // Whoever asked has gone, or the rest cannot be read: either way the connection ends here, too short to be taken whole.
    response.destroy();
  }
}

/** The smallest of a picture's sizes that is large enough, or the largest. */
export function partFor({ sizes }: FileRecord, size?: number): Part {
  if (sizes.length === 0) return "whole";
  const large = sizes.at(-1) as Part;
  return size === undefined ? large : (sizes.find((one) => one >= size) ?? large);
}

function headersOf({ name, picture }: FileRecord): Record<string, string> {
  return {
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
    "Content-Disposition": `${picture === null ? "attachment" : "inline"}; ${named(name)}`,
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  };
}

/** Words are plain words, whatever marks stand in them. */
function contentType(type: string): string {
  return type.startsWith("text/") ? "text/plain; charset=utf-8" : type;
}

/** The name for those who read only ASCII, and as it is (RFC 6266, RFC 8187). */
function named(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/["\\%;]/g, "_");
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain.trim() || "file"}"; filename*=UTF-8''${whole}`;
}

/** One range, or null for the whole; `none` where there is nothing there. Of several the whole is given. */
function rangeOf({ headers }: IncomingMessage, tag: string, length: number): ByteRange | null | "none" {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? "") ?? [];
  const isForAnother = headers["if-range"] !== undefined && headers["if-range"] !== tag;
  if (isForAnother || (first === "" && last === "")) return null;
  const from = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
  return from > to || (first === "" && last === "0") ? "none" : { from, to };
}

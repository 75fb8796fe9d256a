import { endsAsArchive } from "./archiveEnd";
import { NotTaken } from "./notTaken";

const END = 2_048;

/** Expects a PDF from the first byte to the last: no other file before it, behind it or around it. */
export function expectPdf(bytes: Buffer): { type: string; endings: string[] } {
  const end = bytes.subarray(-END).toString("latin1");
  const isWhole =
    /^%PDF-[12]\.\d[\r\n\s]/.test(bytes.subarray(0, 16).toString("latin1")) &&
    /startxref\s+\d+\s+%%EOF/.test(end) &&
    end.length - end.lastIndexOf("%%EOF") <= MOST_BEHIND;
  if (!isWhole || endsAsArchive(bytes)) throw new NotTaken("pdfBroken");
  return { type: "application/pdf", endings: ["pdf"] };
}

/** Some writers end with blank lines. */
const MOST_BEHIND = 64;

import { refuse } from "./errors";
import { encodeKey, storedKey } from "./keys";
import { isArrayIndex } from "./paths";
import type { TextDefinition } from "./textDefinition";
import { scoresOf } from "./textScore";
import type { Doc, Value } from "./values";

/**
 * A posting is the key of one term of one document: the fields before the text, the term, the score turned
 * around, the record's number. So the postings of a term lie together, the best first.
 */

const scoreSize = 8;
const recordIdSize = 6;
/** What the keys of one document may weigh. */
const mostBytes = 4 * 1024 * 1024;

/** The keys of a document's postings, without the record's number. */
export function postingsOf(definition: TextDefinition, doc: Doc): Buffer[] {
  const before = encoded(definition.before.map((path) => scalarAt(doc, path)));
  for (const path of definition.after) scalarAt(doc, path);
  const scores = scoresOf(definition, doc);
  let bytes = 0;
  const postings: Buffer[] = [];
  for (const [term, score] of scores) {
    const beginning = joined(before, encodedTerm(term));
    const posting = Buffer.allocUnsafe(beginning.length + scoreSize);
    beginning.copy(posting);
    posting.writeDoubleBE(score, beginning.length);
    invert(posting, beginning.length);
    bytes += posting.length;
    if (bytes > mostBytes) refuse(16733, "trying to index text where term list is too big, max is 4mb");
    postings.push(posting);
  }
  return postings;
}

/** How all postings of a term begin, for documents with these values before the text. */
export function beginningOf(before: Value[], term: string): Buffer {
  return joined(encoded(before), encodedTerm(term));
}

function encoded(values: Value[]): Buffer {
  return encodeKey(
    values,
    values.map(() => 1),
  );
}

function joined(before: Buffer, term: Buffer): Buffer {
  return storedKey(before.length === 0 ? term : Buffer.concat([before, term]));
}

const mostRemembered = 20_000;
const terms = new Map<string, Buffer>();

/** The same terms come again and again; the memory of them is bounded. */
function encodedTerm(term: string): Buffer {
  let known = terms.get(term);
  if (known) return known;
  known = encoded([term]);
  if (terms.size >= mostRemembered) terms.clear();
  if (term.length <= 64) terms.set(term, known);
  return known;
}

const turned = Buffer.alloc(scoreSize);

/** Reads the score back from the whole key of a posting. */
export function scoreAt(key: Buffer): number {
  const start = key.length - recordIdSize - scoreSize;
  for (let i = 0; i < scoreSize; i++) turned[i] = ~key[start + i]!;
  return turned.readDoubleBE(0);
}

function invert(bytes: Buffer, start: number): void {
  for (let i = start; i < start + scoreSize; i++) bytes[i] = ~bytes[i]!;
}

/** The value of a field beside the text; an array there, or on the way, is refused. */
function scalarAt(doc: Doc, path: string): Value {
  let value: Value = doc;
  for (const part of path.split(".")) {
    if (Array.isArray(value) && isArrayIndex(part)) value = value[Number(part)];
    else if (value instanceof Map) value = value.get(part);
    else if (!Array.isArray(value)) return null;
    else break;
  }
  if (Array.isArray(value))
    refuse("CannotBuildIndexKeys", `Field '${path}' of text index contains an array in the document`);
  return value ?? null;
}

import { createHash } from "node:crypto";
import { invalid } from "#server/errors";
import { toMoment } from "#shared/forums/moving.format";
import { readCsv } from "./csv";
import type { MovedItem } from "./movedFile";

/** The columns of a table, and what others call them. One row is one post; rows of one thread have the same `thread`. */
export const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  thread: ["thread", "thread_id", "topic_id", "tid"],
  post: ["post", "post_id", "pid", "id"],
  title: ["title", "topic_title", "subject"],
  category: ["category", "category_name"],
  kind: ["kind"],
  tags: ["tags"],
  author_name: ["author_name", "author", "name", "username"],
  author_email: ["author_email", "email"],
  author_campus: ["author_campus", "campus"],
  created_at: ["created_at", "timestamp", "date", "at"],
  body: ["body", "raw", "content", "text"],
  format: ["format"],
};
const NEEDED = ["thread", "created_at", "body"];

interface Row {
  row: number;
  field(name: string): string;
}

/** The threads of a table, each followed by its posts in the order in which they were written. */
export function* readTable(text: string): Generator<MovedItem> {
  const { records, isCut } = readCsv(text);
  if (isCut) throw invalid("A quotation mark in that table is never closed.");
  const rows = toRows(records);
  yield { row: 1, kind: "head", value: { format: "throughline.space", version: 1 } };
  const threads = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.field("thread");
    if (key === "") yield { row: row.row, kind: "thread", value: {} };
    else threads.set(key, [...(threads.get(key) ?? []), row]);
  }
  for (const [key, posts] of threads) yield* toThread(key, posts);
}

function toRows([head = [], ...records]: readonly string[][]): Row[] {
  const names = head.map((name) => name.trim().toLowerCase().replace(/\s+/g, "_"));
  const columns = new Map(
    Object.entries(COLUMNS).map(([column, known]) => [
      column,
      names.findIndex((name) => known.includes(name)),
    ]),
  );
  const missing = NEEDED.filter((column) => columns.get(column) === -1);
  if (missing.length > 0)
    throw invalid(
      "A table has the columns thread, created_at and body, and in the first row of a thread its title.",
    );
  return records.flatMap((record, place): Row[] => {
    if (record.every((field) => field.trim() === "")) return [];
    return [{ row: place + 2, field: (name) => (record[columns.get(name) ?? -1] ?? "").trim() }];
  });
}

function* toThread(key: string, rows: readonly Row[]): Generator<MovedItem> {
  const momentOf = ({ field }: Row) => toMoment(field("created_at")) ?? 0;
  const ordered = [...rows].sort((one, other) => momentOf(one) - momentOf(other));
  const opening = ordered[0] as Row;
  const named = rows.find(({ field }) => field("title") !== "") ?? opening;
  // Two communities may both have a first thread: its title is a part of what it is known by.
  const id = `${key} ${named.field("title")}`;
  const { field } = named;
  yield {
    row: opening.row,
    kind: "thread",
    value: {
      ...{ id, title: field("title"), category: field("category") || null, kind: field("kind") || undefined },
      tags: field("tags")
        .split(/[;,|]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
      ...{ author: authorOf(opening), at: opening.field("created_at") },
    },
  };
  for (const [place, row] of ordered.entries())
    yield { row: row.row, kind: "post", value: { ...toPost(row, key, id, place === 0), threadId: id } };
}

function toPost(row: Row, key: string, threadId: string, isOpening: boolean) {
  const { field } = row;
  const words =
    field("format").toLowerCase() === "text" ? { text: field("body") } : { markdown: field("body") };
  const id = isOpening ? threadId : `${key} ${field("post") || `#${digest(row)}`}`;
  return { id, author: authorOf(row), at: field("created_at"), ...words };
}

/** What a row without an id is known by. */
function digest({ field }: Row): string {
  const parts = ["created_at", "author_name", "author_email", "body"].map(field);
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}

function authorOf({ field }: Row) {
  const [name, email, campus] = ["author_name", "author_email", "author_campus"].map(field);
  return name === "" && email === "" ? null : { name, email: email || null, campus: campus || null };
}

import type * as z from "zod/mini";
import { invalid } from "#server/errors";
import { fromMarkdown } from "#server/richText/fromMarkdown";
import type { ImportProblem } from "#shared/forums/imports.contract";
import {
  MOVED_VERSION,
  type MovedCategory,
  type MovedPost,
  type MovedThread,
  movedEnd,
  movedHead,
  movedPost,
  movedThread,
} from "#shared/forums/moving.format";
import { checkRichText } from "#shared/richText/check";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { fromPlainText, isEmptyDocument } from "#shared/richText/plainText";
import type { MovedItem } from "./movedFile";

/** A post whose words were read and checked; null where it is not shown. */
export type ReadPost = Omit<MovedPost, "body" | "markdown" | "text"> & { body: RichTextDocument | null };

/** What was found in a row, checked on its own and against what came before. */
export type ReadItem =
  | { kind: "categories"; categories: readonly MovedCategory[] }
  | { kind: "thread"; row: number; thread: MovedThread }
  | { kind: "post"; row: number; thread: MovedThread; post: ReadPost }
  | { kind: "problem"; problem: ImportProblem };

/** No file has more rows than that. */
const MOST_ROWS = 250_000;

/**
 * Reads items as what they are. What is wrong with one is told and it is passed over, with what hangs on it; refuses what
 * is written in a way that is not known here.
 */
export async function* readItems(items: AsyncIterable<MovedItem>): AsyncGenerator<ReadItem> {
  const seen = new Set<string>();
  const counts = { threads: 0, posts: 0 };
  let thread: MovedThread | null = null;
  let isPassedOver = false;
  let needsEnd = false;
  let hasEnded = false;
  for await (const item of items) {
    const { row, kind, value } = item;
    if (row > MOST_ROWS) throw invalid("A file has at most 250,000 rows. Part it.");
    const bad = (message: string, field = ""): ReadItem => ({
      kind: "problem",
      problem: { row, field, message },
    });
    if (kind === "unreadable") {
      if (value !== undefined || row > 1) yield bad("This row cannot be read.");
    } else if (kind === "head") {
      const head = read(movedHead, value);
      if (head.problem) throw invalid("That file does not say what it is.");
      if (head.found.version > MOVED_VERSION)
        throw invalid("That file was written by a newer Throughline than this one.");
      needsEnd = head.found.exportedAt !== undefined;
      yield { kind: "categories", categories: head.found.categories };
    } else if (kind === "thread") {
      counts.threads += 1;
      thread = null;
      isPassedOver = (value as { isHidden?: unknown } | null)?.isHidden === true;
      if (isPassedOver) continue;
      const { found, problem } = read(movedThread, value);
      if (problem) yield bad(problem.message, problem.field);
      else if (isToCome(found)) yield bad("That time is yet to come.", "at");
      else if (seen.has(`thread ${found.id}`)) yield bad("That thread stands in the file twice.", "id");
      else if ((found.kind === "poll") !== (found.poll !== null))
        yield bad("A poll has choices, and nothing else has.", "poll");
      else {
        seen.add(`thread ${found.id}`);
        thread = found;
        yield { kind: "thread", row, thread };
      }
      isPassedOver = thread === null;
    } else if (kind === "post") {
      counts.posts += 1;
      // What is wrong was said where its thread stands.
      if (isPassedOver) continue;
      const { found, problem } = read(movedPost, value);
      if (problem) yield bad(problem.message, problem.field);
      else if (isToCome(found)) yield bad("That time is yet to come.", "at");
      else if (thread === null || found.threadId !== thread.id)
        yield bad("A post stands after its thread and before the next.", "threadId");
      else if (seen.has(`post ${thread.id} ${found.id}`))
        yield bad("That post stands in the file twice.", "id");
      else {
        seen.add(`post ${thread.id} ${found.id}`);
        const words = readWords(found);
        if (typeof words === "string") yield bad(words, "body");
        else {
          const { markdown: _markdown, text: _text, ...post } = found;
          yield { kind: "post", row, thread, post: { ...post, body: words } };
        }
      }
    } else {
      const { found, problem } = read(movedEnd, value);
      hasEnded = true;
      if (problem || found.threads !== counts.threads || found.posts !== counts.posts)
        yield bad("The file does not hold as much as it says.");
    }
  }
  if (needsEnd && !hasEnded)
    throw invalid("That file was cut short: its last line is missing. Download it again.");
}

/** The words of a post, or a sentence about what is wrong with them. */
function readWords({ state, body, markdown, text }: MovedPost): RichTextDocument | null | string {
  if (state === "hidden") return null;
  const { ok, document, refusal } =
    body !== undefined && body !== null
      ? checkRichText(body)
      : typeof markdown === "string"
        ? fromMarkdown(markdown)
        : checkRichText(fromPlainText(text ?? ""));
  if (!ok) return refusal.sentence;
  return isEmptyDocument(document)
    ? "There are no words in it."
    : (withoutFiles(document) as RichTextDocument);
}

/** Pictures and files did not come along: what they are called stands in their place. */
function withoutFiles(node: RichTextNode): RichTextNode {
  if (node.type === "image" || node.type === "file") {
    const words = String((node.type === "image" ? node.attrs?.alt : node.attrs?.name) || "—");
    return { type: "paragraph", content: [{ type: "text", text: words }] };
  }
  return node.content ? { ...node, content: node.content.map(withoutFiles) } : node;
}

type Read<Value> =
  | { found: Value; problem?: undefined }
  | { found?: undefined; problem: { message: string; field: string } };

/** Sentences of ours are told as they are; what a schema says by itself is for programs. */
function read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): Read<z.infer<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { found: parsed.data };
  const issues = parsed.error.issues;
  const issue = issues.find(({ message }) => OURS.test(message) && message !== INVALID) ?? issues[0]!;
  const message = OURS.test(issue.message) ? issue.message : "This is missing, or not what it should be.";
  return { problem: { message, field: issue.path.map(String).join(".") } };
}

/** Clocks differ by a day at most. */
function isToCome({ at }: { at: number }): boolean {
  return at > Date.now() + 24 * 3_600_000;
}

const OURS = /^[A-Z].*\.$/;
const INVALID = "Invalid input.";

import type { Id } from "#shared/ids";
import type { MentionKind, RichTextDocument } from "./document";
import { nodesOf } from "./walk";

export interface Mention {
  kind: MentionKind;
  id: Id;
  /** As it was called when it was written. */
  label: string;
}

/** Who and what is mentioned, each once, in the order of reading. */
export function mentionsOf(document: RichTextDocument): Mention[] {
  const found = new Map<string, Mention>();
  for (const { type, attrs } of nodesOf(document)) {
    if (type !== "mention" || !attrs) continue;
    const mention = { kind: attrs.kind as MentionKind, id: String(attrs.id), label: String(attrs.label) };
    const key = `${mention.kind} ${mention.id}`;
    if (!found.has(key)) found.set(key, mention);
  }
  return [...found.values()];
}

/** The uploads that stand in it, pictures and others, each once. */
export function filesOf(document: RichTextDocument): Id[] {
  const found = new Set<Id>();
  for (const { type, attrs } of nodesOf(document))
    if ((type === "image" || type === "file") && attrs) found.add(String(attrs.fileId));
  return [...found];
}

/** The replies that are quoted in it, each once. */
export function quotedIn(document: RichTextDocument): Id[] {
  const found = new Set<Id>();
  for (const { type, attrs } of nodesOf(document))
    if (type === "blockquote" && attrs?.replyId !== undefined) found.add(String(attrs.replyId));
  return [...found];
}

/** Where its links lead, each once. */
export function linksOf(document: RichTextDocument): string[] {
  const found = new Set<string>();
  for (const { marks = [] } of nodesOf(document))
    for (const { type, attrs } of marks) if (type === "link" && attrs) found.add(String(attrs.href));
  return [...found];
}

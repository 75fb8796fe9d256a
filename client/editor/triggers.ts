import type { EditorState } from "@tiptap/pm/state";

/** What somebody began to type that a list can finish. */
export interface Trigger {
  kind: "mention" | "emoji" | "block";
  query: string;
  /** Where the sign stands, and where the words after it end. */
  from: number;
  to: number;
}

const SIGNS: readonly { kind: Trigger["kind"]; pattern: RegExp }[] = [
  {
    kind: "mention",
    pattern: /(?:^|[\s(\ufffc])(@([\p{L}\p{N}._'’-]{0,40}(?: [\p{L}\p{N}._'’-]{0,40})?))$/u,
  },
  { kind: "emoji", pattern: /(?:^|[\s(\ufffc])(:([a-z0-9_+-]{2,30}))$/i },
  { kind: "block", pattern: /^(\/([\p{L}\p{N} ]{0,30}))$/u },
];

/** Finds the sign before the caret: `@` anywhere, `:` before two letters, `/` where a block begins. Never in code. */
export function findTrigger({ selection }: EditorState): Trigger | null {
  const { empty, $from } = selection;
  const { parent, parentOffset, pos } = $from;
  const isInCode = parent.type.spec.code || $from.marks().some(({ type }) => type.spec.code);
  if (!empty || !parent.isTextblock || isInCode) return null;
  const before = parent.textBetween(Math.max(0, parentOffset - 90), parentOffset, undefined, "\ufffc");
  for (const { kind, pattern } of SIGNS) {
    const [, whole, query] = pattern.exec(before) ?? [];
    if (whole === undefined || query === undefined) continue;
    if (kind === "block" && parentOffset !== whole.length) continue;
    return { kind, query, from: pos - whole.length, to: pos };
  }
  return null;
}

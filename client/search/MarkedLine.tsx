import type { ReactNode } from "react";
import type { MatchingLine } from "#shared/search/search.contract";

/** A line with what was looked for marked in it. */
export function MarkedLine({ line: { text, marks } }: { line: MatchingLine }): ReactNode {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  return [...parts, text.slice(end)];
}

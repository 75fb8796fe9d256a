import type { RichTextNode } from "./document";

/** As wide as a table can be, cells that reach across counted. */
export const MOST_COLUMNS = 50;

/**
 * Whether every row of a table stays within the greatest width, cells that reach into it from above counted: a few
 * small cells could otherwise spread over millions of places.
 */
export function isNarrowEnough(rows: readonly RichTextNode[]): boolean {
  let fromAbove = 0;
  /** By row: how much of what reaches down has ended there. */
  const ending = new Map<number, number>();
  return rows.every(({ content = [] }, row) => {
    fromAbove -= ending.get(row) ?? 0;
    let width = fromAbove;
    for (const { attrs } of content) {
      const across = Number(attrs?.colspan ?? 1);
      const down = Number(attrs?.rowspan ?? 1);
      width += across;
      if (down === 1) continue;
      fromAbove += across;
      ending.set(row + down, (ending.get(row + down) ?? 0) + across);
    }
    return width <= MOST_COLUMNS;
  });
}

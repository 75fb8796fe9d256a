import { invalid } from "#server/errors";

/** Writes the sort keys of a page's last item as an opaque cursor. */
export function toCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/** Reads a cursor back; anything that is not one of ours with that many keys is refused. */
export function fromCursor(cursor: string, length: number): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const isOurs =
      Array.isArray(keys) &&
      keys.length === length &&
      keys.every((key) => typeof key === "string" || typeof key === "number");
    if (isOurs) return keys;
  } catch {
    // Refused below, like any other text that is no cursor.
  }
  throw invalid("That page cannot be found. Start again from the first.");
}

/** Cuts the one item too many that was fetched to see whether there is a next page. */
export function toPage<Item>(items: Item[], size: number, keysOf: (item: Item) => (string | number)[]) {
  const page = items.slice(0, size);
  const last = page.at(-1);
  return { items: page, next: items.length > size && last !== undefined ? toCursor(keysOf(last)) : null };
}

/** Items on one page of any list. */
export const PAGE_SIZE = 50;

/** A page of a list that is short enough to be read whole: in the order of its keys, after the item of the cursor. */
export function pageOfAll<Item>(
  all: readonly Item[],
  size: number,
  after: string | undefined,
  keysOf: (item: Item) => (string | number)[],
): { items: Item[]; next: string | null } {
  const [first] = all;
  if (first === undefined) return { items: [], next: null };
  const start = after === undefined ? null : fromCursor(after, keysOf(first).length);
  const rest = start === null ? [...all] : all.filter((item) => compareKeys(keysOf(item), start) > 0);
  return toPage(
    rest.sort((one, other) => compareKeys(keysOf(one), keysOf(other))),
    size,
    keysOf,
  );
}

function compareKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  const at = one.findIndex((key, place) => key !== other[place]);
  if (at === -1) return 0;
  return (one[at] as string | number) < (other[at] as string | number) ? -1 : 1;
}

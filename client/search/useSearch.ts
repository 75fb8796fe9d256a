import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type ThreadKind, threadKinds, threadTag } from "#shared/forums/threads.contract";
import { idSchema } from "#shared/ids";
import { searchWords } from "#shared/search/search.contract";
import type { PostsAsked } from "./search.queries";

/** What a search is narrowed to, as the address bar says it. */
export interface Search {
  q: string;
  space?: string | undefined;
  person?: string | undefined;
  campus?: string | undefined;
  tag?: string | undefined;
  kind?: ThreadKind | undefined;
  /** Days, such as `2026-11-20`; the last one is meant as well. */
  since?: string | undefined;
  until?: string | undefined;
  order?: "newest" | undefined;
}

/** What is looked for, read from the address bar and written there; what makes no sense there is left out. */
export function useSearch() {
  const [params, setParams] = useSearchParams();
  const search = useMemo(() => toSearch(params), [params]);
  const change = useCallback(
    (part: Partial<Search>) => {
      const given = Object.entries({ ...search, ...part }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
      );
      setParams(new URLSearchParams(given), { preventScrollReset: true });
    },
    [search, setParams],
  );
  return { search, change };
}

function toSearch(params: URLSearchParams): Search {
  const id = (name: string) => idSchema.safeParse(params.get(name)).data;
  const day = (name: string) => {
    const written = params.get(name) ?? "";
    return Number.isNaN(startOf(written)) ? undefined : written;
  };
  return {
    q: params.get("q") ?? "",
    ...{ space: id("space"), person: id("person"), campus: id("campus") },
    tag: threadTag.safeParse(params.get("tag")).data,
    kind: threadKinds.find((kind) => kind === params.get("kind")),
    ...{ since: day("since"), until: day("until") },
    order: params.get("order") === "newest" ? "newest" : undefined,
  };
}

/** What the server is asked, or null where nothing is looked for yet. */
export function toAsked({
  q,
  space,
  person,
  campus,
  tag,
  kind,
  since,
  until,
  order,
}: Search): PostsAsked | null {
  const words = searchWords.safeParse(q);
  if (!words.success) return null;
  return {
    words: words.data,
    ...{ spaceId: space, authorId: person, campusId: campus, tag, kind, order },
    since: since === undefined ? undefined : startOf(since),
    until: until === undefined ? undefined : startOf(until, 1),
  };
}

/** How many filters narrow it. */
export function countFilters({ space, person, campus, tag, kind, since, until }: Search): number {
  return [space, person, campus, tag, kind, since, until].filter((one) => one !== undefined).length;
}

/** Nothing but the words. */
export const unfiltered = {
  ...{ space: undefined, person: undefined, campus: undefined, tag: undefined, kind: undefined },
  ...{ since: undefined, until: undefined },
};

/** When a day begins in the reader's own zone, or a number of days later. */
function startOf(day: string, later = 0): number {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return new Date(Number(year), Number(month) - 1, Number(date) + later).getTime();
}

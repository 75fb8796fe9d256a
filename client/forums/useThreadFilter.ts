import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { threadTag } from "#shared/forums/threads.contract";
import type { ThreadFilter } from "./forums.queries";
import { kindsOffered } from "./kinds";

/** What of a space is looked at, read from the address bar and written there; what makes no sense there is left out. */
export function useThreadFilter() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => toFilter(params), [params]);
  const change = useCallback(
    (part: Partial<ThreadFilter>) => {
      const { categoryId, kind, tag, order } = { ...filter, ...part };
      const entries = { category: categoryId, kind, tag, order: order === "active" ? undefined : order };
      const given = Object.entries(entries).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      setParams(new URLSearchParams(given), { preventScrollReset: true });
    },
    [filter, setParams],
  );
  return { filter, change };
}

function toFilter(params: URLSearchParams): ThreadFilter {
  const tag = threadTag.safeParse(params.get("tag"));
  return {
    categoryId: params.get("category") ?? undefined,
    kind: kindsOffered.find((kind) => kind === params.get("kind")),
    tag: tag.success ? tag.data : undefined,
    order: params.get("order") === "new" ? "new" : "active",
  };
}

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { findWords } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { call } from "../http/call";
import type { ThreadPageStore } from "./threadPage";

/** Its name in the address. */
const PARAM = "find";

/** The posts in which words stand. Of a thread that has grown it is asked anew. */
export const findQuery = (threadId: string, written: string, posts: number) => {
  const words = findWords.safeParse(written);
  return queryOptions({
    queryKey: ["forums", "find", threadId, words.data ?? "", posts],
    queryFn: ({ signal }) =>
      call(threadEndpoints.find, { signal, params: { threadId }, input: { words: words.data ?? "" } }),
    enabled: words.success,
    placeholderData: words.success ? keepPreviousData : undefined,
    staleTime: 60_000,
  });
};

/** Opens the field, or brings one back to it. */
export function openFind(store: ThreadPageStore): void {
  if (store.getState().find === null) store.setState({ find: "" });
  else document.querySelector<HTMLInputElement>("[data-find] input")?.select();
}

/** What the address says is looked for. */
export function findInAddress(): string | null {
  return new URLSearchParams(location.search).get(PARAM);
}

/** The address says what is looked for, so that it can be shared and outlives a reload. Not a step of the history. */
export function nameFind(words: string | null): void {
  const params = new URLSearchParams(location.search);
  if (words) params.set(PARAM, words);
  else params.delete(PARAM);
  const search = params.size > 0 ? `?${params}` : "";
  if (search !== location.search) history.replaceState(history.state, "", location.pathname + search);
}

import {
  type InfiniteData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { type AskedView, askedEndpoints } from "#shared/forums/asked.contract";
import type { Page } from "#shared/http/page";
import { call } from "../http/call";

/**
 * Which posts of a thread somebody is asked to edit, as far as the reader may know. It stands among what was told one, since
 * it is asked for anew whenever that is.
 */
const askedQuery = (threadId: string) =>
  infiniteQueryOptions({
    queryKey: ["notifications", "notices", "asked", threadId],
    queryFn: ({ signal, pageParam }) =>
      call(askedEndpoints.list, { signal, params: { threadId }, input: { after: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: Page<AskedView>) => next,
  });

/** What is asked about a post last; undefined where nothing is, and until it is known. */
export function useAsked(threadId: string, postId: string): AskedView | undefined {
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(askedQuery(threadId));
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return find(data, postId);
}

/** Asks anew what is asked in a thread. */
export function useRefreshAsked(threadId: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () => client.invalidateQueries({ queryKey: askedQuery(threadId).queryKey }),
    [client, threadId],
  );
}

function find(data: InfiniteData<Page<AskedView>> | undefined, postId: string): AskedView | undefined {
  return data?.pages.flatMap(({ items }) => items).find((one) => one.postId === postId);
}

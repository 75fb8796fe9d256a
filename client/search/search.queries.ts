import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InputOf } from "#shared/http/endpoint";
import { searchEndpoints } from "#shared/search/search.contract";
import { call } from "../http/call";

export type PostsAsked = Omit<InputOf<typeof searchEndpoints.posts>, "after">;

/** What was said in the forums, found by words and narrowed, page after page. */
export const foundPostsQuery = (asked: PostsAsked) =>
  infiniteQueryOptions({
    queryKey: ["search", "posts", asked],
    queryFn: ({ signal, pageParam }) =>
      call(searchEndpoints.posts, { signal, input: { ...asked, after: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 30_000,
  });

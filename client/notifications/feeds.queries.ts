import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { feedEndpoints } from "#shared/notifications/feeds.contract";
import { call } from "../http/call";

/** The viewer's own feeds, page after page. */
export const feedsQuery = infiniteQueryOptions({
  queryKey: ["notifications", "feeds"],
  queryFn: ({ signal, pageParam }) =>
    call(feedEndpoints.list, { signal, input: pageParam === null ? {} : { after: pageParam } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Makes a feed or gives it a new token, and answers its whole address, which is told this once. */
export function useMakeFeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (spaceId: string) => {
      const { token } = await call(feedEndpoints.make, { params: { spaceId } });
      const path = feedEndpoints.read.path.replace(":spaceId", spaceId);
      return `${location.origin}${path}?${new URLSearchParams({ token })}`;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: feedsQuery.queryKey }),
  });
}

export function useRevokeFeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (spaceId: string) => call(feedEndpoints.revoke, { params: { spaceId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: feedsQuery.queryKey }),
  });
}

import { infiniteQueryOptions, type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import type { NewsCounts } from "#shared/notifications/notifications.contract";
import { call } from "../http/call";
import { NOTICES, newsCountsQuery } from "./notifications.queries";

/** What was told one, latest first. */
export const noticesQuery = infiniteQueryOptions({
  queryKey: NOTICES,
  queryFn: ({ signal, pageParam }) =>
    call(noticeEndpoints.list, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Marks one thing that was told as read, as it is opened: the page that opens must not wait for it. */
export function useReadNotice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(noticeEndpoints.read, { input: { id }, outlivesPage: true }),
    onSuccess: (counts) => keepCounts(client, counts),
  });
}

/** Marks what was told up to a moment as read. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => call(noticeEndpoints.readAll, { input: { upTo } }),
    onSuccess: (counts) => keepCounts(client, counts),
  });
}

function keepCounts(client: QueryClient, counts: NewsCounts): void {
  client.setQueryData(newsCountsQuery.queryKey, counts);
  void client.invalidateQueries({ queryKey: NOTICES });
}

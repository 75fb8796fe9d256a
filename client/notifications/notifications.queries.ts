import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { type NewsCounts, notificationEndpoints } from "#shared/notifications/notifications.contract";
import { forgetUnreadCounts } from "../forums/forums.queries";
import { call } from "../http/call";

/** How much is new. Heard of at once where the connection stands, and asked again now and then where it does not. */
export const newsCountsQuery = queryOptions({
  queryKey: ["notifications", "counts"],
  queryFn: ({ signal }) => call(notificationEndpoints.count, { signal }),
  refetchInterval: 120_000,
});

/** What was told one, latest first. */
export const noticesQuery = infiniteQueryOptions({
  queryKey: ["notifications", "notices"],
  queryFn: ({ signal, pageParam }) =>
    call(notificationEndpoints.list, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Asks again what was told one. */
export async function refreshNotices(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: newsCountsQuery.queryKey }),
    client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  ]);
}

/** Asks again what is new in what one follows. */
export async function refreshFollowed(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: newsCountsQuery.queryKey }),
    forgetUnreadCounts(client),
  ]);
}

/** Marks one thing that was told as read, as it is opened: the page that opens must not wait for it. */
export function useReadNotice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(notificationEndpoints.read, { input: { id }, outlivesPage: true }),
    onSuccess: (counts) => keepCounts(client, counts),
  });
}

/** Marks what was told up to a moment as read. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => call(notificationEndpoints.readAll, { input: { upTo } }),
    onSuccess: (counts) => keepCounts(client, counts),
  });
}

function keepCounts(client: QueryClient, counts: NewsCounts): void {
  client.setQueryData(newsCountsQuery.queryKey, counts);
  void client.invalidateQueries({ queryKey: noticesQuery.queryKey });
}

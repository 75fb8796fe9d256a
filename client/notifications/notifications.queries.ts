import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import { forgetUnreadCounts } from "../forums/forums.queries";
import { call } from "../http/call";

/** How much is new. Heard of at once where the connection stands, and asked again now and then where it does not. */
export const newsCountsQuery = queryOptions({
  queryKey: ["notifications", "counts"],
  queryFn: ({ signal }) => call(notificationEndpoints.count, { signal }),
  refetchInterval: 120_000,
});

/** Under this name stands what was told one. */
export const NOTICES = ["notifications", "notices"];

/** Asks again what was told one. */
export async function refreshNotices(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: newsCountsQuery.queryKey }),
    client.invalidateQueries({ queryKey: NOTICES }),
  ]);
}

/** Asks again what is new in what one follows. */
export async function refreshFollowed(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: newsCountsQuery.queryKey }),
    forgetUnreadCounts(client),
  ]);
}

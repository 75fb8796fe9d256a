import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import type { ThreadKind, ThreadSummary } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { ReplyOf } from "#shared/http/endpoint";
import { isRefusal } from "../http/ApiError";
import { call } from "../http/call";

/** The spaces that the viewer may read, page after page. */
export const spacesQuery = infiniteQueryOptions({
  queryKey: ["forums", "spaces"],
  queryFn: ({ signal, pageParam }) =>
    call(spaceEndpoints.list, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** One space with its categories. Asked again while it is looked at, to tell of what is new. */
export const spaceQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ["forums", "space", spaceId],
    queryFn: ({ signal }) => call(spaceEndpoints.show, { signal, params: { spaceId } }),
    refetchInterval: 60_000,
  });

/** The space that is a convening's commons, or null where it has none that the viewer may read. */
export const commonsQuery = (conveningId: string) =>
  queryOptions({
    queryKey: ["forums", "commons", conveningId],
    queryFn: ({ signal }) =>
      spaceOrNull(call(spaceEndpoints.findCommons, { signal, params: { conveningId } })),
  });

/** The space that is a group's own, or null where it has none that the viewer may read. */
export const groupSpaceQuery = (groupId: string) =>
  queryOptions({
    queryKey: ["forums", "ofGroup", groupId],
    queryFn: ({ signal }) =>
      spaceOrNull(call(spaceEndpoints.findGroupSpace, { signal, params: { groupId } })),
  });

/** What was announced in a space, the latest first: the first page of it. */
export const announcementsQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ["forums", "announcements", spaceId],
    queryFn: async ({ signal }) => {
      const input = { kind: "announcement" as const, order: "new" as const };
      const { pinned, items } = await call(threadEndpoints.list, { signal, params: { spaceId }, input });
      return [...pinned, ...items].filter(({ isHidden }) => !isHidden).sort((a, b) => b.at - a.at);
    },
    // What was read a moment ago is not new any more.
    staleTime: 0,
  });

async function spaceOrNull(found: Promise<{ spaceId: string }>): Promise<string | null> {
  try {
    return (await found).spaceId;
  } catch (error) {
    if (isRefusal(error, "notFound") || isRefusal(error, "forbidden")) return null;
    throw error;
  }
}

/** What of a space is looked at; all of it in the address bar. */
export interface ThreadFilter {
  categoryId?: string | undefined;
  kind?: ThreadKind | undefined;
  tag?: string | undefined;
  order: "active" | "new";
}

/**
 * The threads of a space. They are asked for when somebody comes or asks, and never by themselves: a list that is being
 * read stays in its order.
 */
export const threadsQuery = (spaceId: string, filter: ThreadFilter) =>
  infiniteQueryOptions({
    queryKey: ["forums", "threads", spaceId, filter],
    queryFn: ({ signal, pageParam }) =>
      call(threadEndpoints.list, {
        signal,
        params: { spaceId },
        input: { ...filter, after: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The threads that the viewer follows and in which something is new. */
export const followedQuery = infiniteQueryOptions({
  queryKey: ["forums", "followed"],
  queryFn: ({ signal, pageParam }) =>
    call(threadEndpoints.listFollowed, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

type ThreadPage = ReplyOf<typeof threadEndpoints.list>;

/** Enters in every list how far a thread was read. Nothing moves: the dot goes, the row stays. */
export function noteReadInLists(client: QueryClient, threadId: string, readTo: number): void {
  const asRead = (rows: ThreadSummary[]) =>
    rows.map((row) => (row.id === threadId ? { ...row, readTo, posts: Math.max(row.posts, readTo) } : row));
  const asReadIn = (page: ThreadPage) => ({
    ...page,
    items: asRead(page.items),
    pinned: asRead(page.pinned),
  });
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ["forums", "threads"] })) {
    client.setQueryData<InfiniteData<ThreadPage>>(
      queryKey,
      (list) => list && { ...list, pages: list.pages.map(asReadIn) },
      // The rest of the list is no newer than it was.
      { updatedAt: state.dataUpdatedAt },
    );
  }
}

/** What counts unread threads is asked again when it is next looked at. */
export async function forgetUnreadCounts(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: followedQuery.queryKey });
  await client.invalidateQueries({ queryKey: spacesQuery.queryKey });
}

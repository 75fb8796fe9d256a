import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { moderationEndpoints } from "#shared/forums/moderation.endpoints";
import type { ThreadMine } from "#shared/forums/threadMine.contract";
import type { FollowLevel, PostReaction } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { isRefusal } from "../http/ApiError";
import { call } from "../http/call";
import type { OpenThread } from "./windows";

const mineKey = (threadId: string) => ["forums", "mine", threadId] as const;

/**
 * What of a thread is the reader's own. The same answer carries the head and the posts around where they are: those go
 * into the live room, which is their one place.
 */
export const mineQuery = ({ room, windows }: OpenThread) =>
  queryOptions({
    queryKey: mineKey(room.threadId),
    queryFn: async ({ signal }): Promise<ThreadMine> => {
      const asOf = room.seq();
      const { threadId } = room;
      const near = windows.at.place ?? undefined;
      const { thread, posts, mine } = await call(threadEndpoints.show, {
        signal,
        params: { threadId },
        input: { near },
      });
      room.begin(thread, posts, asOf);
      return mine;
    },
    // A page that opens has no posts yet, whatever another knew before it.
    staleTime: 0,
    gcTime: 0,
  });

/** How a post was before it was written anew, newest first. */
export const revisionsQuery = (postId: string) =>
  infiniteQueryOptions({
    queryKey: ["forums", "revisions", postId],
    queryFn: ({ signal, pageParam }) =>
      call(threadEndpoints.revisions, {
        signal,
        params: { postId },
        input: { after: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });

/** One post by its id, with the place where it stands. */
export const postQuery = (postId: string) =>
  queryOptions({
    queryKey: ["forums", "post", postId],
    queryFn: ({ signal }) => call(threadEndpoints.findPost, { signal, params: { postId } }),
  });

/** Where a post stands by now, and what its thread is called; null where one may not read it. */
export const whereaboutsQuery = (postId: string) =>
  queryOptions({
    queryKey: ["forums", "whereabouts", postId],
    queryFn: async ({ signal }) => {
      try {
        return await call(moderationEndpoints.whereabouts, { signal, params: { postId } });
      } catch (error) {
        if (isRefusal(error, "notFound")) return null;
        throw error;
      }
    },
  });

/** Asks again what is one's own, where a deed may or may not have arrived. */
export function refreshMine(client: QueryClient, threadId: string): Promise<void> {
  return client.invalidateQueries({ queryKey: mineKey(threadId) });
}

/** Enters a reaction of one's own, or takes it out. */
export function noteOwnReaction(
  client: QueryClient,
  threadId: string,
  own: { postId: string; reaction: PostReaction },
  isOn: boolean,
): void {
  changeMine(client, threadId, ({ reactions }) => {
    const others = reactions.filter(
      ({ postId, reaction }) => postId !== own.postId || reaction !== own.reaction,
    );
    return { reactions: isOn ? [...others, own] : others };
  });
}

export function noteVotes(client: QueryClient, threadId: string, votes: number[]): void {
  changeMine(client, threadId, () => ({ votes }));
}

export function noteLevel(client: QueryClient, threadId: string, level: FollowLevel): void {
  changeMine(client, threadId, () => ({ level }));
}

export function noteReadTo(client: QueryClient, threadId: string, readTo: number): void {
  changeMine(client, threadId, () => ({ readTo }));
}

export function noteBookmark(
  client: QueryClient,
  threadId: string,
  postId: string,
  isOn: boolean,
  remindAt: number | null,
): void {
  changeMine(client, threadId, ({ bookmarks, reminders }) => {
    const others = bookmarks.filter((id) => id !== postId);
    const otherReminders = reminders.filter((one) => one.postId !== postId);
    return {
      bookmarks: isOn ? [...others, postId] : others,
      reminders: isOn && remindAt !== null ? [...otherReminders, { postId, at: remindAt }] : otherReminders,
    };
  });
}

function changeMine(
  client: QueryClient,
  threadId: string,
  change: (mine: ThreadMine) => Partial<ThreadMine>,
): void {
  client.setQueryData<ThreadMine>(mineKey(threadId), (mine) => mine && { ...mine, ...change(mine) });
}

import type { Position } from "#shared/forums/proposals.contract";
import type { PostView } from "#shared/forums/threads.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { RichTextDocument } from "#shared/richText/document";
import { useOutbox } from "../live/ConnectionState";
import type { PendingPost } from "../live/outbox";
import { useLiveSession } from "../live/session";
import { useThread, useThreadView } from "./useThreadRoom";

/** A reply that waits on this device. */
export interface PendingReply extends PendingPost {
  input: { body: RichTextDocument; isTried: boolean; position?: Position };
}

/** What was replied in this thread and is not yet in it. */
export function usePendingReplies(): PendingReply[] {
  const { room } = useThread();
  const { posts } = useOutbox();
  // A fact may come by the socket before the answer to the post: then it is in the thread, and nowhere else.
  const held = useThreadView((view) => (posts.length === 0 ? NONE : view.posts));
  return posts.filter(
    (post): post is PendingReply =>
      post.roomId === room.threadId &&
      post.path === threadEndpoints.reply.path &&
      !held.some(({ id }) => id === post.deedId),
  );
}

const NONE: readonly PostView[] = [];

/** Replies by way of the device's outbox, so that nothing is lost from here on. */
export function useReply() {
  const { room } = useThread();
  const outbox = useLiveSession((session) => session.outbox);
  const { threadId } = room;
  return {
    reply: (input: PendingReply["input"]) =>
      outbox?.add({ roomId: threadId, path: threadEndpoints.reply.path, params: { threadId }, input }),
    retry: (deedId: string) => outbox?.retry(deedId),
    take: (deedId: string) => outbox?.take(deedId) ?? null,
  };
}

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { lineEndpoints } from "#shared/debriefs/lines.endpoints";
import { useViewer } from "../accounts/accounts.queries";
import { useOutbox } from "../live/ConnectionState";
import type { PendingPost } from "../live/outbox";
import type { Post } from "../live/post";
import { useLiveSession } from "../live/session";
import { askForLines, noteMessage } from "./lines.queries";
import { useView } from "./useDebriefRoom";

/** A message that waits on this device. */
export interface PendingMessage extends PendingPost {
  input: { words: string };
}

/** What the viewer wrote on this room's lines and the server does not have yet. */
export function usePendingMessages(): PendingMessage[] {
  const roomId = useView(({ id }) => id);
  const { posts } = useOutbox();
  return posts.filter((post): post is PendingMessage => post.roomId === roomId && isOnLine(post));
}

/**
 * Writes on a line by way of the device's outbox, so that it is sent once and not lost from here on. Null is the viewer's
 * own line; what a facilitator writes names the latest message that they have read.
 */
export function useLinePosts(personId: string | null) {
  const roomId = useView(({ id }) => id);
  const outbox = useLiveSession((session) => session.outbox);
  const pending = usePendingMessages().filter(({ params }) => (params.personId ?? null) === personId);
  const say = (words: string, upTo: number) =>
    personId === null
      ? outbox?.add({
          ...{ roomId, path: lineEndpoints.write.path, params: { debriefId: roomId }, input: { words } },
        })
      : outbox?.add({
          ...{ roomId, path: lineEndpoints.answer.path, params: { debriefId: roomId, personId } },
          input: { words, upTo },
        });
  return { pending, say, take: (deedId: string) => outbox?.take(deedId) ?? null };
}

/** Enters what was taken of the viewer's at once, and asks for the rest. For the page, once. */
export function useTakenMessages(): void {
  const client = useQueryClient();
  const { personId, name, unit } = useViewer();
  const debriefId = useView(({ id }) => id);
  const outbox = useLiveSession((session) => session.outbox);
  useEffect(
    () =>
      outbox?.onHeld((post) => {
        if (post.roomId !== debriefId || !isOnLine(post) || personId === null) return;
        const by = { personId, name, unit };
        const words = (post as PendingMessage).input.words;
        noteMessage(client, debriefId, post.params.personId ?? null, {
          ...{ id: post.deedId, by, words, at: post.at },
        });
        askForLines(client, debriefId);
      }),
    [outbox, client, debriefId, personId, name, unit],
  );
}

function isOnLine({ path }: Post): boolean {
  return path === lineEndpoints.write.path || path === lineEndpoints.answer.path;
}

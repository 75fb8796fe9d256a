import { useCallback } from "react";
import { useThread } from "./useThreadRoom";

/** Where a quoted reply is: in this thread where it is held, else by way of the page that looks it up. */
export function useReplyPath(): (replyId: string) => string {
  const { room } = useThread();
  return useCallback(
    (replyId) => {
      const held = room.store.getState().view?.posts.find(({ id }) => id === replyId);
      return held === undefined ? `/posts/${replyId}` : `/threads/${room.threadId}/${held.place}`;
    },
    [room],
  );
}

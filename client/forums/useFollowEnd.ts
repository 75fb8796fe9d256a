import { type RefObject, useEffect, useRef } from "react";
import type { WindowVirtualizerHandle } from "virtua";
import type { ForumFact } from "#shared/forums/threads.events";
import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { useLiveSession } from "../live/session";
import { announce } from "../ui/announcerStore";
import { goTo, useThreadPageStore } from "./threadPage";
import { useThread } from "./useThreadRoom";
import { floorOfSight } from "./useWhereabouts";

/**
 * New replies: shown at once to whoever reads at the end, and to whoever wrote them; everybody else is left where they
 * are, with a button that tells how many there are.
 */
export function useFollowEnd(list: RefObject<WindowVirtualizerHandle | null>): void {
  const words = useWords();
  const store = useThreadPageStore();
  const { room } = useThread();
  const personId = useMe()?.personId;
  const say = useRef(words);
  say.current = words;
  useOwnReplies();

  useEffect(
    () =>
      room.store.subscribe(({ view }, { view: before }) => {
        if (view === null || before === null || view.thread.posts <= before.thread.posts) return;
        const { posts } = view.thread;
        const newest = view.posts.at(-1);
        const isOwn = newest?.place === posts - 1 && newest.author.personId === personId;
        const { isAtEnd } = store.getState();
        const isReading = isAtEnd && document.visibilityState === "visible";
        if (!isOwn) announce(say.current("forums.say.replied", { name: newest?.author.name ?? "" }));
        if (!isOwn && !isReading) return;
        store.setState({ shown: posts });
        // After the list has grown.
        requestAnimationFrame(() =>
          list.current?.scrollToIndex(posts - 1, {
            align: "end",
            offset: window.innerHeight - floorOfSight() + AIR,
          }),
        );
      }),
    [room, store, list, personId],
  );
}

/** One's own reply is gone to also where it follows on posts that were never read: there it would be one that waits. */
function useOwnReplies(): void {
  const store = useThreadPageStore();
  const { room } = useThread();
  const outbox = useLiveSession((session) => session.outbox);
  useEffect(
    () =>
      outbox?.onDelivered((sent, delivered) => {
        const fact = delivered as ForumFact;
        if (sent.roomId !== room.threadId || fact.name !== "forums:replied") return;
        // What waits for a moderator is no post of the thread.
        if (fact.seq === 0) return;
        room.fold(fact);
        const { view } = room.store.getState();
        const { post } = fact.data;
        if (view === null || view.posts.some(({ id }) => id === post.id)) return;
        room.takeIn([post], fact.seq);
        goTo(store, post.place, view.thread.posts, false);
      }),
    [outbox, room, store],
  );
}

/** Between the newest reply and what lies at the foot of the page. */
const AIR = 12;

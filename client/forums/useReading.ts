import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { call } from "../http/call";
import { forgetUnreadCounts, noteReadInLists } from "./forums.queries";
import { readOn } from "./readTo";
import { noteReadTo } from "./threads.queries";
import { useThread } from "./useThreadRoom";

/** A post must stand before the eyes this long, or it was only scrolled past. */
const DWELL = 400;
/** What was read is told together, once reading pauses. */
const PAUSE = 1_500;

/** Watches the ends of posts; gives back how to stop watching one. */
export type WatchPost = (end: Element, place: number) => () => void;

/** Notes how far one reads, tells the server when reading pauses and when the page is left, and the lists of the page. */
export function useReading(): WatchPost {
  const client = useQueryClient();
  const { room, mine } = useThread();
  const readTo = useRef(mine.readTo);

  const reader = useMemo(() => {
    const { threadId } = room;
    const tell = (to: number) => {
      noteReadTo(client, threadId, to);
      noteReadInLists(client, threadId, to);
      // Read all the same; told with the next pause, or when it is opened again.
      call(threadEndpoints.noteRead, {
        params: { threadId },
        input: { readTo: to },
        outlivesPage: true,
      }).catch(() => undefined);
    };
    return createReader({
      readTo: () => readTo.current,
      posts: () => room.store.getState().view?.thread.posts ?? 0,
      tell,
    });
  }, [room, client]);

  useEffect(() => {
    // Marked as unread by hand: what was seen before that counts no more.
    if (mine.readTo < readTo.current) reader.forget();
    readTo.current = mine.readTo;
  }, [reader, mine.readTo]);

  useEffect(() => {
    const handleHidden = () => {
      if (document.visibilityState === "hidden") reader.flush();
      else reader.look();
    };
    document.addEventListener("visibilitychange", handleHidden);
    window.addEventListener("pagehide", reader.flush);
    return () => {
      document.removeEventListener("visibilitychange", handleHidden);
      window.removeEventListener("pagehide", reader.flush);
      reader.flush();
      reader.stop();
      void forgetUnreadCounts(client);
    };
  }, [reader, client]);
  return reader.watch;
}

interface ReaderOptions {
  readTo(): number;
  posts(): number;
  tell(readTo: number): void;
}

function createReader({ readTo, posts, tell }: ReaderOptions) {
  const places = new WeakMap<Element, number>();
  const inSight = new Map<number, ReturnType<typeof setTimeout>>();
  const seen = new Set<number>();
  let pause: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(pause);
    const to = readOn(readTo(), seen, posts());
    if (to > readTo()) tell(to);
  };
  const see = (place: number) => {
    if (document.visibilityState === "hidden") return;
    seen.add(place);
    clearTimeout(pause);
    pause = setTimeout(flush, PAUSE);
  };
  const handle = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting } of entries) {
      const place = places.get(target);
      if (place === undefined) continue;
      clearTimeout(inSight.get(place));
      if (isIntersecting)
        inSight.set(
          place,
          setTimeout(() => see(place), DWELL),
        );
      else inSight.delete(place);
    }
  };
  let observer: IntersectionObserver | undefined;
  return {
    flush,
    forget: () => seen.clear(),
    /** What is in sight when the page is looked at again is seen now. */
    look: () => {
      for (const place of inSight.keys()) see(place);
    },
    watch: (end: Element, place: number) => {
      places.set(end, place);
      observer ??= new IntersectionObserver(handle);
      observer.observe(end);
      return () => {
        observer?.unobserve(end);
        clearTimeout(inSight.get(place));
        inSight.delete(place);
      };
    },
    stop: () => {
      observer?.disconnect();
      for (const timer of inSight.values()) clearTimeout(timer);
      inSight.clear();
    },
  };
}

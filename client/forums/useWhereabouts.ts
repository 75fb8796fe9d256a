import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useThreadPageStore } from "./threadPage";
import { useThread } from "./useThreadRoom";

/** What stands this far below the bar is what is being read. */
const EYES = 120;
/** Within this many pixels of the end one is at the end. */
const NEAR = 64;
/** Fetched ahead of the reader, either way. */
const BEFORE = 6;
const AFTER = 14;
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
/** Scrolling has come to rest. */
const REST = 250;

/** Keeps account of where the reader is: for the scrubber, the address bar, and what is fetched ahead of them. */
export function useWhereabouts(frame: RefObject<HTMLElement | null>): () => void {
  const store = useThreadPageStore();
  const { room, windows } = useThread();
  const asked = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Somebody has begun to move about: until then the address stays as they gave it. */
  const hasMoved = useRef(false);

  const look = useCallback(() => {
    asked.current = 0;
    if (frame.current === null) return;
    const { shown } = store.getState();
    const { bottom } = frame.current.getBoundingClientRect();
    const isAtEnd = bottom - NEAR <= floorOfSight();
    const at = isAtEnd && window.scrollY > 0 ? shown - 1 : placeInSight(frame.current);
    windows.at.place = at;
    store.setState({ at, isAtEnd });
    const from = location.pathname;
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      void windows.have(at - BEFORE, at + AFTER);
      // Who has followed a link meanwhile is on the way to where the address says.
      if (hasMoved.current && location.pathname === from) nameInAddress(room.threadId, at);
    }, REST);
  }, [frame, store, windows, room]);

  useEffect(() => {
    const handleMove = () => {
      hasMoved.current = true;
    };
    for (const type of MOVES) window.addEventListener(type, handleMove, { passive: true });
    // Who follows a link has moved as well, but to where the address says: there it stays until they go on.
    const stopWatching = store.subscribe(({ wish }, before) => {
      if (wish !== null && wish !== before.wish && location.pathname.endsWith(`/${wish.place}`))
        hasMoved.current = false;
    });
    return () => {
      stopWatching();
      for (const type of MOVES) window.removeEventListener(type, handleMove);
      cancelAnimationFrame(asked.current);
      clearTimeout(rest.current);
    };
  }, [store]);
  // Many scroll events come for one frame.
  return useCallback(() => {
    if (asked.current === 0) asked.current = requestAnimationFrame(look);
  }, [look]);
}

function placeInSight(frame: HTMLElement): number {
  const slots = [...frame.querySelectorAll<HTMLElement>("[data-place]")].sort(
    (one, other) => Number(one.dataset.place) - Number(other.dataset.place),
  );
  const first = slots.find((slot) => slot.getBoundingClientRect().bottom > EYES);
  return Number((first ?? slots.at(-1))?.dataset.place ?? 0);
}

/** Above what lies at the foot of the page. */
export function floorOfSight(): number {
  const dock = document.querySelector<HTMLElement>("[data-dock]");
  const covers = dock !== null && getComputedStyle(dock).position === "sticky";
  return covers ? Math.min(window.innerHeight, dock.getBoundingClientRect().top) : window.innerHeight;
}

/** The address names what is on the screen. Not a step of the history: back leads to where one came from. */
function nameInAddress(threadId: string, place: number): void {
  const path = `/threads/${threadId}/${place}`;
  if (location.pathname.startsWith(`/threads/${threadId}`) && location.pathname !== path)
    history.replaceState(history.state, "", path + location.search);
}

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useLocation, useParams } from "react-router";
import type { WindowVirtualizerHandle } from "virtua";
import { arrivedWith } from "./firstThread";
import { goTo, useThreadPage, useThreadPageStore, type Wish } from "./threadPage";
import { useThread, useThreadView } from "./useThreadRoom";
import type { Windows } from "./windows";

/** Posts held around the place before one goes there, so that it does not move once one is there. */
const AROUND = 6;
/** A first look that lies this early may fit on the screen from the top. */
export const EARLY = 6;

/** Goes where the address, a link or a key wants to. */
export function useWishes(
  list: RefObject<WindowVirtualizerHandle | null>,
  frame: RefObject<HTMLElement | null>,
): void {
  const { windows } = useThread();
  const wish = useThreadPage((page) => page.wish);
  useAddress();
  useLayoutEffect(() => {
    if (wish === null || list.current === null || frame.current === null) return;
    const goal = { isWanted: true };
    void follow(wish, list.current, frame.current, windows, goal);
    const giveUp = () => {
      goal.isWanted = false;
    };
    // Whoever scrolls by themselves meanwhile is not pulled back.
    window.addEventListener("wheel", giveUp, { passive: true });
    window.addEventListener("touchmove", giveUp, { passive: true });
    return () => {
      giveUp();
      window.removeEventListener("wheel", giveUp);
      window.removeEventListener("touchmove", giveUp);
    };
  }, [wish, list, frame, windows]);
}

async function follow(
  { place, isFocused }: Wish,
  list: WindowVirtualizerHandle,
  frame: HTMLElement,
  windows: Windows,
  goal: { isWanted: boolean },
): Promise<void> {
  windows.at.place = place;
  // Also to the head of the thread by the list, or it would go on to where it was sent just before.
  const scroll = () =>
    list.scrollToIndex(place, { align: "start", offset: place === 0 ? -topOf(frame) : -bar() });
  if (!isFocused && place > 0 && place < EARLY && (await isInSight(frame, place))) return;
  scroll();
  await windows.have(place - AROUND, place + AROUND);
  if (!goal.isWanted) return;
  scroll();
  if (isFocused) await focusPost(frame, place, goal);
}

/** Once it stands in the page, which takes a frame or two. */
async function focusPost(frame: HTMLElement, place: number, goal: { isWanted: boolean }): Promise<void> {
  for (let frames = 0; frames < 60 && goal.isWanted; frames++) {
    const post = frame.querySelector<HTMLElement>(`article[data-place="${place}"]`);
    if (post !== null && getComputedStyle(post).visibility !== "hidden") {
      return post.focus({ preventScroll: true });
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Whether the place stands in the upper part of the screen already: then the head of the thread stays there too. */
async function isInSight(frame: HTMLElement, place: number): Promise<boolean> {
  for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  const slot = frame.querySelector(`[data-place="${place}"]`);
  if (slot === null) return false;
  const { top, bottom } = slot.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight * 0.6;
}

/** How far down the page the list begins. */
function topOf(frame: HTMLElement): number {
  return frame.getBoundingClientRect().top + window.scrollY;
}

/** What the bar at the top covers, with some air. */
function bar(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
}

/** The first look at a thread is at what is new; an address that names a place leads there, as often as it is followed. */
function useAddress(): void {
  const store = useThreadPageStore();
  const { key } = useLocation();
  const { place } = useParams();
  const { mine, room } = useThread();
  const posts = useThreadView(({ thread }) => thread.posts);
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (known.current === key) return;
    const isFirst = known.current === null;
    known.current = key;
    const named = placeIn(place);
    if (isFirst && arrivedWith(room.threadId)?.hasMoved) return;
    if (named !== null) goTo(store, named, posts);
    else if (isFirst) {
      const start = firstLook(mine.readTo, posts);
      if (start > 0) goTo(store, start, posts, false);
    } else goTo(store, 0, posts);
  }, [key, place, mine.readTo, posts, store, room]);
}

/** The place in an address; null where there is none, or nothing that could be one. */
export function placeIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

/** Threads up to this long are read from their head again; of a longer one that was read, the end is what matters. */
const SHORT = 20;

/** The place at which somebody begins who has read so far. */
export function firstLook(readTo: number, posts: number): number {
  if (readTo < posts) return readTo;
  return posts > SHORT ? posts - 1 : 0;
}

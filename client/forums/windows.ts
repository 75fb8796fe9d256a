import { createStore, type StoreApi } from "zustand/vanilla";
import { POSTS_AT_ONCE, threadEndpoints } from "#shared/forums/threads.endpoints";
import { call } from "../http/call";
import type { ThreadRoom } from "./threadRoom";

/** Fetches the posts that come into sight, a window at a time. */
export interface Windows {
  /** Where the reader is; what is read anew is read around there. Null before they are anywhere. */
  at: { place: number | null };
  store: StoreApi<WindowsState>;
  /** Sees to it that these places are held; resolves once they are, or could not be had. */
  have(first: number, last: number): Promise<void>;
}

/** An open thread: the live room, and what fetches further posts into it. */
export interface OpenThread {
  room: ThreadRoom;
  windows: Windows;
}

interface WindowsState {
  /** Windows that could not be had, by their first place; asked for again when somebody says so. */
  failed: readonly number[];
}

export function createWindows(room: ThreadRoom, place: number | null): Windows {
  const store = createStore<WindowsState>(() => ({ failed: [] }));
  const underway = new Map<number, Promise<void>>();

  const fetchFrom = (from: number): Promise<void> => {
    const known = underway.get(from);
    if (known !== undefined) return known;
    const fetching = fetchWindow(from).finally(() => underway.delete(from));
    underway.set(from, fetching);
    return fetching;
  };
  return {
    at: { place },
    store,
    have: async (first, last) => {
      const wanted = new Set(missing(room, first, last).map(windowOf));
      await Promise.all([...wanted].map(fetchFrom));
    },
  };

  async function fetchWindow(from: number): Promise<void> {
    const asOf = room.seq();
    try {
      const { items } = await call(threadEndpoints.posts, {
        params: { threadId: room.threadId },
        input: { from },
      });
      room.takeIn(items, asOf);
      store.setState(({ failed }) => ({ failed: failed.filter((one) => one !== from) }));
    } catch {
      // The places say so themselves, with a way to ask again.
      store.setState(({ failed }) => ({ failed: [...failed.filter((one) => one !== from), from] }));
    }
  }
}

/** The window in which a place lies: all windows begin at the same places, so that none is fetched twice. */
export function windowOf(place: number): number {
  return Math.floor(place / POSTS_AT_ONCE) * POSTS_AT_ONCE;
}

function missing({ store }: ThreadRoom, first: number, last: number): number[] {
  const { view } = store.getState();
  if (view === null) return [];
  const held = new Set(view.posts.map(({ place }) => place));
  const places = [];
  for (let place = Math.max(0, first); place <= Math.min(last, view.thread.posts - 1); place++) {
    if (!held.has(place)) places.push(place);
  }
  return places;
}

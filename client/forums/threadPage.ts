import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";

/** What an open thread's page shows and where its reader is; dies with the page. */
export interface ThreadPageState {
  /** The place that is being read: the first of those in sight. */
  at: number;
  /** The end of what is shown is in sight. */
  isAtEnd: boolean;
  /** Places that are shown; replies beyond them wait behind a button. */
  shown: number;
  /** Above this place stands the line before which everything was read; null where nothing was or everything is. */
  line: number | null;
  /** Where the page was last told to go. Each wish is a new object, also to the same place. */
  wish: Wish | null;
  /** The post that is being written anew. */
  editingId: string | null;
  isJumpOpen: boolean;
  /** What is looked for in the thread; null while nothing is. */
  find: string | null;
  /** One is writing a reply oneself, which is no news. */
  isWriting: boolean;
  /** Replies that are chosen to become a thread of their own; null while nobody is choosing. */
  chosen: readonly string[] | null;
  /** The place that was chosen last, from which a range goes on. */
  chosenLast: number | null;
}

export interface Wish {
  place: number;
  /** The focus goes there too, for whoever came by a link or a key. */
  isFocused: boolean;
  /** It is marked where it stands, also without the focus. */
  isMarked?: boolean;
}

export type ThreadPageStore = StoreApi<ThreadPageState>;

export function createThreadPage(shown: number, readTo: number): ThreadPageStore {
  return createStore<ThreadPageState>(() => ({
    at: 0,
    isAtEnd: false,
    shown,
    line: readTo > 0 && readTo < shown ? readTo : null,
    wish: null,
    editingId: null,
    isJumpOpen: false,
    find: null,
    isWriting: false,
    chosen: null,
    chosenLast: null,
  }));
}

export const ThreadPageContext = createContext<ThreadPageStore | null>(null);

export function useThreadPageStore(): ThreadPageStore {
  const store = useContext(ThreadPageContext);
  if (store === null) throw new Error("There is no thread's page around this part.");
  return store;
}

export function useThreadPage<Part>(select: (state: ThreadPageState) => Part): Part {
  return useStore(useThreadPageStore(), select);
}

/** Goes to a place of the thread; beyond what is shown, everything that waited is shown. */
export function goTo(store: ThreadPageStore, place: number, posts: number, isFocused = true): void {
  const within = Math.min(Math.max(place, 0), posts - 1);
  store.setState(({ shown }) => ({
    shown: within < shown ? shown : posts,
    wish: { place: within, isFocused },
    isJumpOpen: false,
  }));
}

/** Shows a place where something was found, and leaves the focus where it is looked for. */
export function showFound(store: ThreadPageStore, place: number, posts: number): void {
  store.setState(({ shown }) => ({
    shown: place < shown ? shown : posts,
    wish: { place, isFocused: false, isMarked: true },
  }));
}

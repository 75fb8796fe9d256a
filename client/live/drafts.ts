import { createStore, type StoreApi, useStore } from "zustand";
import type { Shelf } from "./post";
import { useLiveSession } from "./session";
import { deviceShelf } from "./shelf";

export interface DraftState<Draft> {
  draft: Draft;
  /** It would survive a reload. False when the device has no room left or keeps nothing. */
  isKept: boolean;
}

/**
 * Half-written words of one composer, kept on the device with every stroke. One key for each composer, so that two tabs
 * do not overwrite what is written elsewhere. Gives the draft, how to change it, and whether it is kept.
 */
export function useDraft<Draft extends object>(composer: string, empty: Draft) {
  const personId = useLiveSession((session) => session.personId) ?? "nobody";
  const store = draftStore(`throughline.draft.${personId}.${composer}`, empty);
  const { draft, isKept } = useStore(store);
  const change = (part: Partial<Draft>) => changeDraft(store, part);
  return { draft, isKept, change, clear: () => changeDraft(store, empty) };
}

/** The store of one draft, read from the device the first time it is asked for. */
export function draftStore<Draft extends object>(
  key: string,
  empty: Draft,
  shelf: Shelf | null = deviceShelf(),
): StoreApi<DraftState<Draft>> {
  const known = stores.get(key) as StoreApi<DraftState<Draft>> | undefined;
  if (known !== undefined) return known;
  const store = createStore<DraftState<Draft>>(() => ({
    draft: { ...empty, ...read(shelf, key) },
    isKept: true,
  }));
  store.subscribe(({ draft, isKept }, before) => {
    if (draft === before.draft) return;
    const kept = keep(shelf, key, draft, empty);
    if (kept !== isKept) store.setState({ isKept: kept });
  });
  stores.set(key, store as StoreApi<DraftState<object>>);
  return store;
}

export function changeDraft<Draft extends object>(
  store: StoreApi<DraftState<Draft>>,
  part: Partial<Draft>,
): void {
  store.setState(({ draft }) => ({ draft: { ...draft, ...part } }));
}

const stores = new Map<string, StoreApi<DraftState<object>>>();

function read(shelf: Shelf | null, key: string): object {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(key) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    // Not ours, or broken: an empty composer is better than none.
    return {};
  }
}

function keep<Draft extends object>(shelf: Shelf | null, key: string, draft: Draft, empty: Draft): boolean {
  const isEmpty = Object.entries(empty).every(([name, value]) => draft[name as keyof Draft] === value);
  if (isEmpty) {
    shelf?.removeItem(key);
    return true;
  }
  try {
    shelf?.setItem(key, JSON.stringify(draft));
    return shelf !== null;
  } catch {
    // Full. The words stay in the page, and the page says that they are only there.
    return false;
  }
}

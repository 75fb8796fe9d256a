import { useEffect, useState } from "react";

/** Code and words that only some of those on a page need. */
export interface LatePart<Part> {
  /** Once it was fetched. */
  known: Part | null;
  fetch(): Promise<Part>;
}

/** How long a page waits before it asks again for what could not be fetched. */
const PATIENCE = 3_000;

/**
 * Fetches a part of the page once it is wanted; null until it is here. Where it cannot be fetched the page stands without
 * it and asks again.
 */
export function useLatePart<Part>(part: LatePart<Part>, isWanted: boolean): Part | null {
  const [here, setHere] = useState(() => part.known);
  useEffect(() => {
    if (!isWanted || here) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOpen = true;
    const load = () =>
      part.fetch().then(
        (fetched) => {
          part.known = fetched;
          if (isOpen) setHere(() => fetched);
        },
        () => {
          if (isOpen) timer = setTimeout(load, PATIENCE);
        },
      );
    void load();
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [part, isWanted, here]);
  return here;
}

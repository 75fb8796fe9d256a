import { useEffect, useRef, useState } from "react";
import type { Writer } from "../editor/Writer";

let writer: typeof Writer | null = null;

/** The editor's code, fetched once it is wanted; at once where something is written already. */
export function useWriter(isBegun: boolean) {
  const [Editor, setEditor] = useState(() => writer);
  const [hasFailed, setHasFailed] = useState(false);
  const isHere = useRef(true);
  const fetch = () => {
    if (Editor) return;
    import("../editor/Writer").then(
      (fetched) => {
        writer = fetched.Writer;
        if (isHere.current) whenComposed(() => setEditor(() => fetched.Writer));
      },
      () => isHere.current && setHasFailed(true),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was begun before the page stood.
  useEffect(() => {
    isHere.current = true;
    if (isBegun) fetch();
    return () => {
      isHere.current = false;
    };
  }, []);
  return { Editor, isAwaited: !hasFailed, fetch };
}

/** Letters that are being put together must not lose their field. */
function whenComposed(then: () => void): void {
  if (isComposing) document.addEventListener("compositionend", () => setTimeout(then, 0), { once: true });
  else then();
}

let isComposing = false;
document.addEventListener("compositionstart", () => {
  isComposing = true;
});
document.addEventListener("compositionend", () => {
  isComposing = false;
});

import { useEffect, useRef, useState } from "react";
import type { FilesWriter } from "../files/FilesWriter";

let writer: typeof FilesWriter | null = null;

/** The editor's code, fetched once it is wanted; at once where something is written already. */
export function useWriter(isBegun: boolean) {
  const [Editor, setEditor] = useState(() => writer);
  const [hasFailed, setHasFailed] = useState(false);
  const isHere = useRef(true);
  const load = async () => {
    if (Editor) return;
    try {
      writer = (await import("../files/FilesWriter")).FilesWriter;
    } catch {
      forgetStyles();
      if (isHere.current) setHasFailed(true);
      return;
    }
    if (isHere.current) whenComposed(() => setEditor(() => writer));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was begun before the page stood.
  useEffect(() => {
    isHere.current = true;
    if (isBegun) void load();
    return () => {
      isHere.current = false;
    };
  }, []);
  return { Editor, isAwaited: !hasFailed, load };
}

/** A style sheet that could not be fetched would count as fetched the next time. */
function forgetStyles(): void {
  for (const link of document.head.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]"))
    if (link.sheet === null) link.remove();
}

/** Letters that are being put together must not lose their field. */
function whenComposed(then: () => void): void {
  if (isComposing) document.addEventListener("compositionend", () => setTimeout(then, 0), { once: true });
  else then();
}

let isComposing = false;
if (!import.meta.env.SSR) {
  document.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  document.addEventListener("compositionend", () => {
    isComposing = false;
  });
}

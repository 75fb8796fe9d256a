import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Within this many pixels of the end one is at the end. */
const NEAR = 64;

/**
 * Keeps a list at its end while its reader is there, and leaves it alone while they read further up; then it counts
 * what came since.
 */
export function useStayAtEnd(count: number) {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const counted = useRef(count);
  /** How many there were when the reader left the end; null while they are there. */
  const [seen, setSeen] = useState<number | null>(null);

  const goToEnd = useCallback(() => {
    isAtEnd.current = true;
    if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);

  useEffect(() => {
    const list = scroller.current;
    if (list === null || content.current === null) return;
    const handleScroll = () => {
      const wasAtEnd = isAtEnd.current;
      isAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
      if (isAtEnd.current) setSeen(null);
      else if (wasAtEnd) setSeen(counted.current);
    };
    // Composers grow, prompts change their height, answers unfold: the end stays the end.
    const resized = new ResizeObserver(() => isAtEnd.current && goToEnd());
    list.addEventListener("scroll", handleScroll, { passive: true });
    resized.observe(list);
    resized.observe(content.current);
    return () => {
      list.removeEventListener("scroll", handleScroll);
      resized.disconnect();
    };
  }, [goToEnd]);

  useLayoutEffect(() => {
    counted.current = count;
    if (isAtEnd.current) goToEnd();
  }, [count, goToEnd]);

  return { scroller, content, unseen: seen === null ? 0 : Math.max(0, count - seen), goToEnd };
}

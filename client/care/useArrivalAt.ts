import { type RefObject, useEffect, useRef } from "react";
import { useLocation } from "react-router";

/**
 * Goes to the heading of a part that the address names, once the page is still: before that, what comes above it would
 * push it away again.
 */
export function useArrivalAt(part: string, isStill: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const { hash } = useLocation();
  useEffect(() => {
    if (!isStill || hash !== `#${part}`) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView();
  }, [part, isStill, hash]);
  return heading;
}

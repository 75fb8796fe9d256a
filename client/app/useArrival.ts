import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** How long a page may take to show its heading before the focus stays where it is. */
const PATIENCE = 5_000;

/** After going to another page, puts the focus on its heading, so that a listener hears where they are. */
export function useArrival(): void {
  const { pathname } = useLocation();
  const left = useRef(pathname);

  useEffect(() => {
    if (left.current === pathname) return;
    left.current = pathname;
    if (focusHeading()) return;

    const stop = () => {
      observer.disconnect();
      clearTimeout(timer);
      document.removeEventListener("focusin", stop);
    };
    const observer = new MutationObserver(() => focusHeading() && stop());
    const timer = setTimeout(stop, PATIENCE);
    observer.observe(document.body, { childList: true, subtree: true });
    // Whoever moves the focus themselves has arrived.
    document.addEventListener("focusin", stop);
    return stop;
  }, [pathname]);
}

function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>("main h1");
  if (!heading) return false;
  const isElsewhere = document.activeElement?.closest("main, [role=dialog]");
  // A page that placed the focus itself, such as in its first field, knows better.
  if (isElsewhere) return true;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

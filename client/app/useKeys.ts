import { useEffect } from "react";
import { useSingleKeysStore } from "../ui/singleKeysStore";
import { moveBetweenRegions } from "./regions";

/** The keys that work on every page: `?` lists the keys, F6 goes from region to region. */
export function useKeys(showKeys: () => void): void {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "F6") moveBetweenRegions(event);
      else if (event.key === "?" && !isTyping(event.target) && useSingleKeysStore.getState().areOn)
        showKeys();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", handleKeyDown);
    return () => document.removeEventListener("keydown", handleKeyDown);
  }, [showKeys]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

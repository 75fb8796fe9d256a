import { useEffect, useRef } from "react";
import { useSingleKeysStore } from "./singleKeysStore";

/** Listens for single keys while the part of the page that knows them stands, and no field has the focus. */
export function useSingleKeys(handlers: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isBusyElsewhere(event.target) || !useSingleKeysStore.getState().areOn) return;
      const handler = latest.current[event.key.toLowerCase()];
      if (handler === undefined) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", handleKeyDown);
    return () => window.removeEventListener("keydown", handleKeyDown);
  }, []);
}

/** Somebody types, or a dialog is open and not just going: then letters are letters. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')];
  if (dialogs.some((dialog) => dialog.closest("[data-exiting]") === null)) return true;
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

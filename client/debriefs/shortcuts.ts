import { useEffect, useRef } from "react";
import type { MessageKey } from "../language/useWords";
import { useSingleKeysStore } from "../ui/singleKeysStore";

type ShortcutKey = "c" | "h" | "j" | "k" | "e" | "n" | "b" | "u" | "p" | "t";

/** What single keys do in a room while no field has the focus; listed in the dialog that `?` opens. */
export const roomShortcuts: readonly { keys: string; messageId: MessageKey }[] = [
  { keys: "c", messageId: "debriefs.shortcut.compose" },
  { keys: "h", messageId: "debriefs.shortcut.hand" },
  { keys: "j", messageId: "debriefs.shortcut.nextRemark" },
  { keys: "k", messageId: "debriefs.shortcut.previousRemark" },
  { keys: "e", messageId: "debriefs.shortcut.newest" },
  { keys: "n", messageId: "debriefs.shortcut.nextSegment" },
  { keys: "b", messageId: "debriefs.shortcut.back" },
  { keys: "u", messageId: "debriefs.shortcut.undo" },
  { keys: "p", messageId: "debriefs.shortcut.pause" },
  { keys: "t", messageId: "debriefs.shortcut.extend" },
];

/** Listens for single keys while the part of the page that knows them stands. */
export function useShortcuts(handlers: Partial<Record<ShortcutKey, () => void>>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isBusyElsewhere(event.target) || !useSingleKeysStore.getState().areOn) return;
      const handler = latest.current[event.key.toLowerCase() as ShortcutKey];
      if (handler === undefined) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", handleKeyDown);
    return () => window.removeEventListener("keydown", handleKeyDown);
  }, []);
}

/** Somebody types, or a dialog is open: then letters are letters. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return true;
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

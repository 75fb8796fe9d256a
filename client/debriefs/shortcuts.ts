import type { MessageKey } from "../language/useWords";
import { useSingleKeys } from "../ui/useSingleKeys";

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
  useSingleKeys(handlers);
}

import type { MessageKey } from "../language/useWords";

/** What single keys do in a thread while no field has the focus; listed in the dialog that `?` opens. */
export const threadShortcuts: readonly { keys: string; messageId: MessageKey }[] = [
  { keys: "j", messageId: "forums.shortcut.next" },
  { keys: "k", messageId: "forums.shortcut.previous" },
  { keys: "g", messageId: "forums.shortcut.jump" },
  { keys: "f", messageId: "forums.shortcut.find" },
  { keys: "c", messageId: "forums.shortcut.compose" },
  { keys: "e", messageId: "forums.shortcut.newest" },
];

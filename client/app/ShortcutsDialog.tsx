import { useMatch } from "react-router";
import { roomShortcuts } from "../debriefs/shortcuts";
import { threadShortcuts } from "../forums/shortcuts";
import { type MessageKey, useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import styles from "./ShortcutsDialog.module.css";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

const everywhere: readonly { keys: string; messageId: MessageKey }[] = [
  { keys: "/", messageId: "nav.search" },
  { keys: "F6", messageId: "shortcuts.regions" },
  { keys: "Esc", messageId: "shortcuts.escape" },
  { keys: "?", messageId: "shortcuts.show" },
];

/** Lists the keys that do something on this page. */
export function ShortcutsDialog({ isOpen, onClose }: Props) {
  const words = useWords();
  const isInRoom = useMatch("/debriefs/:debriefId") !== null;
  const isInThread = useMatch("/threads/:threadId/*") !== null;
  const ofPage = isInRoom ? roomShortcuts : isInThread ? threadShortcuts : [];
  const shortcuts = [...ofPage, ...everywhere];
  return (
    <Dialog title={words("shortcuts.title")} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {shortcuts.map(({ keys, messageId }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys.length === 1 ? keys.toUpperCase() : keys}</kbd>
            </dt>
            <dd>{words(messageId)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

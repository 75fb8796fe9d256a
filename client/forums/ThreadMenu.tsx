import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { PlacementView } from "#shared/forums/threads.contract";
import { canEditThread, canModeratePlacement, canModerateThread } from "#shared/forums/threads.policy";
import { useWords } from "../language/useWords";
import { Menu, type MenuItem } from "../ui/Menu";
import { MoveThread } from "./MoveThread";
import { RetitleThread } from "./RetitleThread";
import { toPlacementSubject } from "./subjects";
import styles from "./ThreadHead.module.css";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

/** What its author and its moderators do with the whole thread; nothing for others. */
export function ThreadMenu() {
  const words = useWords();
  const { room } = useThread();
  const { viewer, subject } = useThreadSubject();
  const isClosed = useThreadView(({ thread }) => thread.isClosed);
  const [asking, setAsking] = useState<"retitle" | PlacementView | null>(null);
  const close = useThreadDeed("close");
  const placing = usePlacingItems(setAsking);
  const items: MenuItem[] = [];
  if (canEditThread(viewer, subject)) {
    items.push({ key: "retitle", label: words("forums.retitle.do"), onChoose: () => setAsking("retitle") });
  }
  if (canModerateThread(viewer, subject)) {
    items.push({
      key: "close",
      label: words(isClosed ? "forums.close.undo" : "forums.close.do"),
      onChoose: () => void close.run({ threadId: room.threadId }, { isClosed: !isClosed }),
    });
  }
  items.push(...placing);
  if (items.length === 0) return null;
  return (
    <>
      <Menu className={styles.menu} items={items} label={words("forums.threadMenu.label")}>
        {words("forums.threadMenu")}
        <ChevronDown size={14} aria-hidden="true" />
      </Menu>
      <RetitleThread isOpen={asking === "retitle"} onClose={() => setAsking(null)} />
      <MoveThread placement={asking === "retitle" ? null : asking} onClose={() => setAsking(null)} />
    </>
  );
}

/** For each space in which it stands and that one looks after. Where there are several, each says which it means. */
function usePlacingItems(onMove: (placement: PlacementView) => void): MenuItem[] {
  const words = useWords();
  const { room, mine } = useThread();
  const { viewer } = useThreadSubject();
  const { run } = useThreadDeed("place");
  const isSingle = mine.placements.length === 1;
  return mine.placements
    .filter((placement) => canModeratePlacement(viewer, toPlacementSubject(placement)))
    .flatMap((placement) => {
      const { spaceId, spaceTitle, categoryId, isPinned, isHidden } = placement;
      const hint = isSingle ? undefined : spaceTitle;
      const place = (part: { isPinned: boolean; isHidden: boolean }) =>
        void run({ threadId: room.threadId }, { spaceId, categoryId, ...part });
      return [
        {
          key: `pin ${spaceId}`,
          label: words(isPinned ? "forums.pin.undo" : "forums.pin.do"),
          hint,
          onChoose: () => place({ isPinned: !isPinned, isHidden }),
        },
        {
          key: `move ${spaceId}`,
          label: words("forums.move.do"),
          hint,
          onChoose: () => onMove(placement),
        },
        {
          key: `hide ${spaceId}`,
          label: words(isHidden ? "forums.hideThread.undo" : "forums.hideThread.do"),
          hint,
          isDanger: !isHidden,
          onChoose: () => place({ isPinned, isHidden: !isHidden }),
        },
      ];
    });
}

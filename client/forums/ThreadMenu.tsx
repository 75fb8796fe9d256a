import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { canSpreadThread } from "#shared/forums/readers.policy";
import type { PlacementView } from "#shared/forums/threads.contract";
import { canEditThread, canModeratePlacement, canModerateThread } from "#shared/forums/threads.policy";
import { useWords } from "../language/useWords";
import { Menu, type MenuItem } from "../ui/Menu";
import type { Moderating } from "./ModeratingDialogs";
import { MoveThread } from "./MoveThread";
import { RetitleThread } from "./RetitleThread";
import { toPlacementSubject } from "./subjects";
import styles from "./ThreadHead.module.css";
import { useChoosing } from "./useChoosing";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

/** What its author and its moderators do with the whole thread; nothing for others. */
export function ThreadMenu() {
  const words = useWords();
  const { room } = useThread();
  const { viewer, subject } = useThreadSubject();
  const isClosed = useThreadView(({ thread }) => thread.isClosed);
  const [asking, setAsking] = useState<Asking>(null);
  const close = useThreadDeed("close");
  const { begin } = useChoosing();
  const placing = usePlacingItems(setAsking);
  const leaving = useLeavingItems();
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
  const isMerged = useThreadView(({ thread }) => thread.movedTo !== null);
  if (canModerateThread(viewer, subject)) {
    items.push({ key: "pace", label: words("forums.pace.do"), onChoose: () => setAsking("pace") });
    if (!isMerged) {
      items.push({ key: "choose", label: words("forums.choose.do"), onChoose: begin });
      items.push({ key: "merge", label: words("forums.merge.do"), onChoose: () => setAsking("merge") });
    }
  }
  if (canSpreadThread(viewer, subject) && !isMerged) {
    for (const way of ["moveHome", "crossPost"] as const)
      items.push({ key: way, label: words(`forums.spread.${way}`), onChoose: () => setAsking(way) });
  }
  items.push(...placing, ...leaving);
  const done = () => setAsking(null);
  if (items.length === 0) return null;
  return (
    <>
      <Menu className={styles.menu} items={items} label={words("forums.threadMenu.label")}>
        {words("forums.threadMenu")}
        <ChevronDown size={14} aria-hidden="true" />
      </Menu>
      <RetitleThread isOpen={asking === "retitle"} onClose={done} />
      <MoveThread placement={typeof asking === "string" ? null : asking} onClose={done} />
      {isModerating(asking) && (
        <Suspense>
          <ModeratingDialogs asking={asking} onClose={done} />
        </Suspense>
      )}
    </>
  );
}

/** What is asked about the thread at the moment; of a placement, where it is to move. */
type Asking = "retitle" | Moderating | PlacementView | null;

function isModerating(asking: Asking): asking is Moderating {
  return typeof asking === "string" && asking !== "retitle";
}

const ModeratingDialogs = lazy(async () => ({
  default: (await import("./ModeratingDialogs")).ModeratingDialogs,
}));

/** The spaces beside its home from which one may take it away. */
function useLeavingItems(): MenuItem[] {
  const words = useWords();
  const { room, mine } = useThread();
  const { viewer, subject } = useThreadSubject();
  const { run } = useThreadDeed("takeAway");
  const maySpread = canSpreadThread(viewer, subject);
  return mine.placements
    .slice(1)
    .filter((placement) => maySpread || canModeratePlacement(viewer, toPlacementSubject(placement)))
    .map(({ spaceId, spaceTitle }) => ({
      key: `leave ${spaceId}`,
      label: words("forums.leave.do"),
      hint: spaceTitle,
      isDanger: true,
      onChoose: () => void run({ threadId: room.threadId }, { spaceId }),
    }));
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

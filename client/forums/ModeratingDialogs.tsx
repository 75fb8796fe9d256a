import { MergeThread } from "./MergeThread";
import { PaceThread } from "./PaceThread";
import { type Spreading, SpreadThread } from "./SpreadThread";

/** What a moderator, or an author, is asked about the whole thread. */
export type Moderating = "pace" | "merge" | Spreading;

interface Props {
  asking: Moderating;
  onClose: () => void;
}

/** The dialogs that few of those who read a thread ever open: fetched with the first of them. */
export function ModeratingDialogs({ asking, onClose }: Props) {
  return (
    <>
      <MergeThread isOpen={asking === "merge"} onClose={onClose} />
      <PaceThread isOpen={asking === "pace"} onClose={onClose} />
      <SpreadThread way={asking === "moveHome" || asking === "crossPost" ? asking : null} onClose={onClose} />
    </>
  );
}

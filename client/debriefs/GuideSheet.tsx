import { useState } from "react";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Dialog";
import styles from "./GuideSheet.module.css";
import { JoinHere } from "./JoinHere";
import { RoomGuide } from "./RoomGuide";
import { useCanFacilitate, useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** The guide where there is no column for it. */
export function GuideSheet({ isOpen, onClose }: Props) {
  const words = useWords();
  return (
    <Sheet title={words("debriefs.tabs.guide")} isOpen={isOpen} onClose={onClose}>
      <div className={styles.content}>
        <RoomGuide />
        <UndoMove />
        <JoinHere />
      </div>
    </Sheet>
  );
}

/** Takes the last move back where it was made: the facilitator's bar is out of reach behind the sheet. */
function UndoMove() {
  const words = useWords();
  const canUndo = useView(({ before, stage }) => before !== null && stage === "live");
  const canFacilitate = useCanFacilitate();
  const { run, isBusy } = useDeed("undoMove");
  if (!canUndo || !canFacilitate) return null;
  return (
    <p>
      <Button size="small" isBusy={isBusy} onClick={() => void run({})}>
        {words("debriefs.bar.undo")}
      </Button>
    </p>
  );
}

/** Opens the guide on screens of middle width; narrower ones have it at the thumb. */
export function GuideButton() {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.button} onClick={() => setIsOpen(true)}>
        {words("debriefs.tabs.guide")}
      </button>
      <GuideSheet isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </>
  );
}

import { useState } from "react";
import { useWords } from "../language/useWords";
import { Sheet } from "../ui/Dialog";
import styles from "./GuideSheet.module.css";
import { JoinHere } from "./JoinHere";
import { RoomGuide } from "./RoomGuide";

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
        <JoinHere />
      </div>
    </Sheet>
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

import { useState } from "react";
import { useWords } from "../language/useWords";
import { Sheet } from "../ui/Dialog";
import { GuideSheet } from "./GuideSheet";
import { Hands, useOwnHand } from "./Hands";
import { PeopleHere } from "./PeopleHere";
import styles from "./PhoneTabs.module.css";
import { useRoomState, useView } from "./useDebriefRoom";

/** At the thumb: the hand in the middle, what else the room holds on sheets beside it. */
export function PhoneTabs() {
  const words = useWords();
  const [sheet, setSheet] = useState<"guide" | "people" | null>(null);
  const here = useRoomState(({ presence }) => presence?.here ?? null);
  const hands = useView(({ hands }) => hands.length);
  const { isRaised, place, toggle, isBusy, isHeldBack } = useOwnHand();
  const close = () => setSheet(null);
  return (
    <div className={styles.tabs}>
      <button type="button" className={styles.tab} onClick={() => setSheet("guide")}>
        {words("debriefs.tabs.guide")}
      </button>
      <button
        type="button"
        className={styles.hand}
        aria-pressed={isRaised}
        aria-busy={isBusy || undefined}
        aria-disabled={isHeldBack || undefined}
        onClick={toggle}
      >
        {isRaised ? words("debriefs.hand.lowerAt", { place }) : words("debriefs.hand.raise")}
      </button>
      <button type="button" className={styles.tab} onClick={() => setSheet("people")}>
        <span>{words("debriefs.tabs.people", { here: here ?? "–" })}</span>
        {hands > 0 && <span>{words("debriefs.tabs.hands", { hands })}</span>}
      </button>
      <GuideSheet isOpen={sheet === "guide"} onClose={close} />
      <Sheet title={words("debriefs.side.label")} isOpen={sheet === "people"} onClose={close}>
        <div className={styles.content}>
          <Hands />
          <PeopleHere />
        </div>
      </Sheet>
    </div>
  );
}

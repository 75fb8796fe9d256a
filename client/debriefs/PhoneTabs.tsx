import { useState } from "react";
import { useWords } from "../language/useWords";
import { Sheet } from "../ui/Dialog";
import { Hands, useOwnHand } from "./Hands";
import { JoinHere } from "./JoinHere";
import { PeopleHere } from "./PeopleHere";
import styles from "./PhoneTabs.module.css";
import { RoomGuide } from "./RoomGuide";
import { useRoomState, useView } from "./useDebriefRoom";

/** At the thumb: the hand in the middle, what else the room holds on sheets beside it. */
export function PhoneTabs() {
  const words = useWords();
  const [sheet, setSheet] = useState<"guide" | "people" | null>(null);
  const here = useRoomState(({ presence }) => presence?.here ?? null);
  const hands = useView(({ hands }) => hands.length);
  const { isRaised, place, toggle, isBusy } = useOwnHand();
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
        onClick={toggle}
      >
        {isRaised ? words("debriefs.hand.lowerAt", { place }) : words("debriefs.hand.raise")}
      </button>
      <button type="button" className={styles.tab} onClick={() => setSheet("people")}>
        {words("debriefs.tabs.people", { here: here ?? "–", hands })}
      </button>
      <Sheet title={words("debriefs.tabs.guide")} isOpen={sheet === "guide"} onClose={close}>
        <div className={styles.content}>
          <RoomGuide />
          <JoinHere />
        </div>
      </Sheet>
      <Sheet title={words("debriefs.side.label")} isOpen={sheet === "people"} onClose={close}>
        <div className={styles.content}>
          <Hands />
          <PeopleHere />
        </div>
      </Sheet>
    </div>
  );
}

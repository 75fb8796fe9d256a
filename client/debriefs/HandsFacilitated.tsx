import { type RefObject, useLayoutEffect, useRef } from "react";
import type { HandOrder } from "#shared/debriefs/debriefs.contract";
import type { PersonMark } from "#shared/people/people.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./Hands.module.css";
import { PauseMenu } from "./PauseFrom";
import { PausePerson } from "./PausePerson";
import { useDeed } from "./useDeed";

/** How often somebody had the floor. */
export function Spoken({ times }: { times: number }) {
  const words = useWords();
  return times === 0 ? null : (
    <span className="small faint"> {words("debriefs.hands.spoken", { times })}</span>
  );
}

/** What is done with one hand: it is answered, or lowered; or whoever raised it is to pause. */
export function HandDeeds({
  person,
  onPause,
}: {
  person: PersonMark;
  onPause: (person: PersonMark) => void;
}) {
  const { personId, name } = person;
  const words = useWords();
  const call = useDeed("call");
  const lower = useDeed("lowerHand");
  const first = useRef<HTMLButtonElement>(null);
  useFocusKept(first);
  return (
    <>
      <Button
        ref={first}
        size="small"
        weight="quiet"
        isBusy={call.isBusy}
        aria-label={words("debriefs.hands.callName", { name })}
        onClick={() => void call.run({ personId })}
      >
        {words("debriefs.hands.call")}
      </Button>
      <Button
        size="small"
        weight="quiet"
        isBusy={lower.isBusy}
        aria-label={words("debriefs.hands.lowerName", { name })}
        onClick={() => void lower.run({ personId })}
      >
        {words("debriefs.hands.lower")}
      </Button>
      <PauseMenu person={person} onPause={onPause} />
    </>
  );
}

/** A hand goes with its buttons: whoever holds the keys then goes on from the heading of the queue. */
function useFocusKept(button: RefObject<HTMLButtonElement | null>): void {
  useLayoutEffect(() => {
    const hand = button.current?.closest("li");
    return () => {
      if (hand?.contains(document.activeElement)) hand.closest("section")?.querySelector("h2")?.focus();
    };
  }, [button]);
}

interface HandsProps {
  order: HandOrder;
  hasHands: boolean;
  /** Who raised a hand and is to pause. Their hand goes down by it, so the dialog stands here and not beside it. */
  toPause: PersonMark | null;
  onPaused: () => void;
}

/** What is done with all of them: their order, or lowering them. */
export function HandsDeeds({ order, hasHands, toPause, onPaused }: HandsProps) {
  const words = useWords();
  const orderHands = useDeed("orderHands");
  const lowerAll = useDeed("lowerHands");
  const other: HandOrder = order === "asRaised" ? "fewestSpokenFirst" : "asRaised";
  return (
    <div className={styles.deeds}>
      <Button
        size="small"
        weight="quiet"
        isBusy={orderHands.isBusy}
        onClick={() => void orderHands.run({ order: other })}
      >
        {words(`debriefs.hands.choose.${other}`)}
      </Button>
      {hasHands && (
        <Button size="small" weight="quiet" isBusy={lowerAll.isBusy} onClick={() => void lowerAll.run({})}>
          {words("debriefs.hands.lowerAll")}
        </Button>
      )}
      <PausePerson person={toPause} onClose={onPaused} />
    </div>
  );
}

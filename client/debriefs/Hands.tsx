import { useState } from "react";
import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import { hasRaisedHand, queueOfHands } from "#shared/debriefs/hands";
import type { PersonMark } from "#shared/people/people.contract";
import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import { useFacilitatedParts } from "./Facilitating";
import styles from "./Hands.module.css";
import { useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";
import { usePause } from "./usePause";

/** Asks for the floor, or no longer; says one's place in the queue. */
function HandButton({ className }: { className?: string }) {
  const words = useWords();
  const { isRaised, place, toggle, isBusy, isHeldBack } = useOwnHand();
  return (
    <Button
      className={className}
      isBusy={isBusy}
      aria-pressed={isRaised}
      aria-disabled={isHeldBack || undefined}
      onClick={toggle}
    >
      {isRaised ? words("debriefs.hand.lowerAt", { place }) : words("debriefs.hand.raise")}
    </Button>
  );
}

export function useOwnHand() {
  const words = useWords();
  const personId = useMe()?.personId ?? "";
  const isRaised = useView((view) => hasRaisedHand(view, personId));
  const place = useView(
    (view) => queueOfHands(view).findIndex(({ person }) => person.personId === personId) + 1,
  );
  const raise = useDeed("raiseHand");
  const lower = useDeed("lowerHand");
  // Whoever is paused lowers a hand and raises none.
  const isHeldBack = usePause() !== null && !isRaised;
  const toggle = () => {
    if (isHeldBack) return announce(words("debriefs.refusal.paused"));
    void (isRaised ? lower.run({ personId }) : raise.run({}));
  };
  return { isRaised, place, toggle, isBusy: raise.isBusy || lower.isBusy, isHeldBack };
}

/** Who asks for the floor, in the order in which they will be called. */
export function Hands() {
  const words = useWords();
  const view = useView((view) => view);
  const parts = useFacilitatedParts();
  const [toPause, setToPause] = useState<PersonMark | null>(null);
  const isTalking = isTalkingIn(view.stage);
  const queue = queueOfHands(view);
  return (
    <section className={styles.hands} aria-label={words("debriefs.hands.label")}>
      <h2 className="label" tabIndex={-1}>
        {words("debriefs.hands.heading", { count: queue.length })} ·{" "}
        {words(`debriefs.hands.${view.handOrder}`)}
      </h2>
      {queue.length === 0 && <p className="small faint">{words("debriefs.hands.none")}</p>}
      <ol className={styles.queue}>
        {queue.map(({ person }, place) => (
          <li key={person.personId} className={styles.hand}>
            <span className={styles.place}>{place + 1}</span>
            <span className={styles.who}>
              {person.name}
              {parts && <parts.Spoken times={view.timesCalled[person.personId] ?? 0} />}
            </span>
            {parts && isTalking && <parts.HandDeeds person={person} onPause={setToPause} />}
          </li>
        ))}
      </ol>
      {isTalking && <HandButton className={styles.own} />}
      {parts && isTalking && (
        <parts.HandsDeeds
          order={view.handOrder}
          hasHands={queue.length > 0}
          toPause={toPause}
          onPaused={() => setToPause(null)}
        />
      )}
    </section>
  );
}

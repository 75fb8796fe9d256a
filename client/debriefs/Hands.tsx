import type { HandOrder } from "#shared/debriefs/debriefs.contract";
import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import { hasRaisedHand, queueOfHands } from "#shared/debriefs/hands";
import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { Button } from "../ui/Button";
import styles from "./Hands.module.css";
import { useCanFacilitate, useView } from "./useDebriefRoom";
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
  const canFacilitate = useCanFacilitate();
  const isTalking = isTalkingIn(view.stage);
  const queue = queueOfHands(view);
  return (
    <section className={styles.hands} aria-label={words("debriefs.hands.label")}>
      <h2 className="label">
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
              {canFacilitate && <Spoken times={view.timesCalled[person.personId] ?? 0} />}
            </span>
            {canFacilitate && isTalking && <HandDeeds personId={person.personId} name={person.name} />}
          </li>
        ))}
      </ol>
      {isTalking && <HandButton className={styles.own} />}
      {canFacilitate && isTalking && <HandsDeeds order={view.handOrder} hasHands={queue.length > 0} />}
    </section>
  );
}

function Spoken({ times }: { times: number }) {
  const words = useWords();
  return times === 0 ? null : (
    <span className="small faint"> {words("debriefs.hands.spoken", { times })}</span>
  );
}

function HandDeeds({ personId, name }: { personId: string; name: string }) {
  const words = useWords();
  const call = useDeed("call");
  const lower = useDeed("lowerHand");
  return (
    <>
      <Button
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
    </>
  );
}

function HandsDeeds({ order, hasHands }: { order: HandOrder; hasHands: boolean }) {
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
    </div>
  );
}

import type { HandOrder } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./Hands.module.css";
import { useDeed } from "./useDeed";

/** How often somebody had the floor. */
export function Spoken({ times }: { times: number }) {
  const words = useWords();
  return times === 0 ? null : (
    <span className="small faint"> {words("debriefs.hands.spoken", { times })}</span>
  );
}

/** What is done with one hand: it is answered, or lowered. */
export function HandDeeds({ personId, name }: { personId: string; name: string }) {
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

/** What is done with all of them: their order, or lowering them. */
export function HandsDeeds({ order, hasHands }: { order: HandOrder; hasHands: boolean }) {
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

import type { TakenPosition } from "#shared/forums/proposals.contract";
import { useWords } from "../language/useWords";
import styles from "./PositionMark.module.css";
import { positionSigns } from "./positions";

/** The position that a post takes, by its sign and its word; of one that was changed since, that it was. */
export function PositionMark({ position, isChanged }: TakenPosition) {
  const words = useWords();
  const Sign = positionSigns[position];
  return (
    <span className={styles.mark} data-position={position} data-changed={isChanged ? "" : undefined}>
      <Sign size={14} strokeWidth={2.5} aria-hidden="true" />
      {words(`forums.position.${position}`)}
      {isChanged && <span className={styles.changed}> · {words("forums.position.changed")}</span>}
    </span>
  );
}

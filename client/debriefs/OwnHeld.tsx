import { useQuery } from "@tanstack/react-query";
import { isHolding } from "#shared/debriefs/debriefs.policy";
import { useWords } from "../language/useWords";
import styles from "./Composer.module.css";
import { mineQuery } from "./debriefs.queries";
import { useCanFacilitate, useView } from "./useDebriefRoom";
import { useOwnParts } from "./useOwnParts";

/** One's own words that wait for a facilitator or were declined; fetched where a prompt is held, or one has some. */
export function OwnHeld() {
  const { data } = useQuery(mineQuery(useView(({ id }) => id)));
  const isHeld = useView(({ heldSegments }) => heldSegments.length > 0);
  const parts = useOwnParts(isHeld || (data?.held.length ?? 0) > 0);
  return parts && <parts.OwnHeldRemarks />;
}

/** Says, where one writes, that a facilitator reads it before the room does. */
export function HeldNote() {
  const words = useWords();
  const isHeld = useView(isHolding);
  const canFacilitate = useCanFacilitate();
  return isHeld && !canFacilitate ? <p className={styles.held}>{words("debriefs.holding.note")}</p> : null;
}

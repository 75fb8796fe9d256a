import { useQuery } from "@tanstack/react-query";
import { isHolding } from "#shared/debriefs/debriefs.policy";
import { useLanguageStore } from "../language/languageStore";
import { useWords } from "../language/useWords";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import styles from "./Composer.module.css";
import { mineQuery } from "./debriefs.queries";
import { loadHeldWords } from "./held.words";
import type { OwnHeldRemarks } from "./OwnHeldRemarks";
import { useCanFacilitate, useView } from "./useDebriefRoom";

const remarks: LatePart<typeof OwnHeldRemarks> = {
  known: null,
  async fetch() {
    const words = loadHeldWords(useLanguageStore.getState().language);
    const [code] = await Promise.all([import("./OwnHeldRemarks"), words]);
    return code.OwnHeldRemarks;
  },
};

/** One's own words that wait for a facilitator or were declined; fetched where a prompt is held, or one has some. */
export function OwnHeld() {
  const { data } = useQuery(mineQuery(useView(({ id }) => id)));
  const isHeld = useView(({ heldSegments }) => heldSegments.length > 0);
  const Remarks = useLatePart(remarks, isHeld || (data?.held.length ?? 0) > 0);
  return Remarks && <Remarks />;
}

/** Says, where one writes, that a facilitator reads it before the room does. */
export function HeldNote() {
  const words = useWords();
  const isHeld = useView(isHolding);
  const canFacilitate = useCanFacilitate();
  return isHeld && !canFacilitate ? <p className={styles.held}>{words("debriefs.holding.note")}</p> : null;
}

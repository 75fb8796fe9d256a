import { useLanguageStore } from "../language/languageStore";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import styles from "./Facilitating.module.css";
import type { FacilitatorBar } from "./FacilitatorBar";
import { loadFacilitatingWords } from "./facilitating.words";
import { loadHeldWords } from "./held.words";
import { useCanFacilitate } from "./useDebriefRoom";

const bar: LatePart<typeof FacilitatorBar> = {
  known: null,
  async fetch() {
    const { language } = useLanguageStore.getState();
    const words = [loadFacilitatingWords(language), loadHeldWords(language)];
    const [code] = await Promise.all([import("./FacilitatorBar"), ...words]);
    return code.FacilitatorBar;
  },
};

/** The facilitator's bar, for whoever facilitates; those who take part fetch none of it. */
export function Facilitating() {
  const canFacilitate = useCanFacilitate();
  const Bar = useLatePart(bar, canFacilitate);
  if (!canFacilitate) return null;
  return Bar ? <Bar /> : <div className={styles.toCome} />;
}

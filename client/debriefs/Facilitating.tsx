import { useLanguageStore } from "../language/languageStore";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import styles from "./Facilitating.module.css";
import type { facilitatedParts } from "./facilitatedParts";
import { loadFacilitatingWords } from "./facilitating.words";
import { loadHeldWords } from "./held.words";
import { useCanFacilitate } from "./useDebriefRoom";

const late: LatePart<typeof facilitatedParts> = {
  known: null,
  async fetch() {
    const { language } = useLanguageStore.getState();
    const words = [loadFacilitatingWords(language), loadHeldWords(language)];
    const [code] = await Promise.all([import("./facilitatedParts"), ...words]);
    return code.facilitatedParts;
  },
};

/** What is for whoever facilitates the room, once it is here; null for those who take part, who fetch none of it. */
export function useFacilitatedParts(): typeof facilitatedParts | null {
  const canFacilitate = useCanFacilitate();
  const parts = useLatePart(late, canFacilitate);
  return canFacilitate ? parts : null;
}

/** The facilitator's bar, for whoever facilitates. */
export function Facilitating() {
  const canFacilitate = useCanFacilitate();
  const parts = useFacilitatedParts();
  if (!canFacilitate) return null;
  return parts ? <parts.FacilitatorBar /> : <div className={styles.toCome} />;
}

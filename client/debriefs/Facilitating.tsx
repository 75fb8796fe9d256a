import { lazy, Suspense } from "react";
import { useLanguageStore } from "../language/languageStore";
import styles from "./Facilitating.module.css";
import { loadFacilitatingWords } from "./facilitating.words";
import { useCanFacilitate } from "./useDebriefRoom";

const FacilitatorBar = lazy(async () => {
  const words = loadFacilitatingWords(useLanguageStore.getState().language);
  const [{ FacilitatorBar }] = await Promise.all([import("./FacilitatorBar"), words]);
  return { default: FacilitatorBar };
});

/** The facilitator's bar, for whoever facilitates; those who take part fetch none of it. */
export function Facilitating() {
  const canFacilitate = useCanFacilitate();
  if (!canFacilitate) return null;
  return (
    <Suspense fallback={<div className={styles.toCome} />}>
      <FacilitatorBar />
    </Suspense>
  );
}

import { useEffect, useState } from "react";
import { useLanguageStore } from "../language/languageStore";
import styles from "./Facilitating.module.css";
import type { FacilitatorBar } from "./FacilitatorBar";
import { loadFacilitatingWords } from "./facilitating.words";
import { useCanFacilitate } from "./useDebriefRoom";

/** How long a room waits before it asks again for a bar that could not be fetched. */
const PATIENCE = 3_000;

let known: typeof FacilitatorBar | null = null;

async function fetchBar(): Promise<typeof FacilitatorBar> {
  const words = loadFacilitatingWords(useLanguageStore.getState().language);
  const [code] = await Promise.all([import("./FacilitatorBar"), words]);
  known = code.FacilitatorBar;
  return known;
}

/**
 * The facilitator's bar, for whoever facilitates; those who take part fetch none of it. Where it cannot be fetched the room
 * stands without it and asks again.
 */
export function Facilitating() {
  const canFacilitate = useCanFacilitate();
  const [Bar, setBar] = useState(() => known);
  useEffect(() => {
    if (!canFacilitate || Bar) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHere = true;
    const load = () =>
      fetchBar().then(
        (fetched) => isHere && setBar(() => fetched),
        () => {
          if (isHere) timer = setTimeout(load, PATIENCE);
        },
      );
    void load();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [canFacilitate, Bar]);
  if (!canFacilitate) return null;
  return Bar ? <Bar /> : <div className={styles.toCome} />;
}

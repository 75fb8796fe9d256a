import { useWords } from "../language/useWords";
import styles from "./Scrubber.module.css";
import { useThreadPage, useThreadPageStore } from "./threadPage";
import { usePlaceWords } from "./usePlaceWords";

/** Where one is, on a screen too narrow for the scrubber; opens the sheet that leads elsewhere. */
export function PlacePill() {
  const words = useWords();
  const store = useThreadPageStore();
  const at = useThreadPage((page) => page.at);
  const shown = useThreadPage((page) => page.shown);
  const { short } = usePlaceWords();
  if (shown < LEAST) return null;
  return (
    <button
      type="button"
      className={styles.pill}
      aria-label={words("forums.jump.from", { place: short(at) })}
      onClick={() => store.setState({ isJumpOpen: true })}
    >
      {short(at)}
    </button>
  );
}

/** A thread that is shorter than this needs no way around in it. */
export const LEAST = 6;

import { useWords } from "../language/useWords";
import styles from "./Skeleton.module.css";
import { VisuallyHidden } from "./VisuallyHidden";

interface Props {
  /** How many lines of text it stands for. */
  lines?: number;
}

/** The shape of what is on its way; unseen for the first 150 ms, so that what is quick does not flicker. */
export function Skeleton({ lines = 3 }: Props) {
  const words = useWords();
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>{words("ui.loading")}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <span key={line} aria-hidden="true" className={styles.line} />
      ))}
    </div>
  );
}

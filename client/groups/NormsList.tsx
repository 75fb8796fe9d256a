import { useWords } from "../language/useWords";
import styles from "./NormsList.module.css";

/** What people in the group agree to, to be read at leisure. */
export function NormsList({ texts }: { texts: readonly string[] }) {
  const words = useWords();
  return (
    <ol className={styles.norms} aria-label={words("groups.norms.title")}>
      {texts.map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: norms have no name but their place, and two may say the same.
        <li key={place} className={styles.norm}>
          {text}
        </li>
      ))}
    </ol>
  );
}

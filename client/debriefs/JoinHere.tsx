import { useWords } from "../language/useWords";
import styles from "./JoinHere.module.css";
import { useView } from "./useDebriefRoom";

/** The code by which colleagues come in, to be said aloud. */
export function JoinHere() {
  const words = useWords();
  const code = useView(({ code }) => code);
  return (
    <p className={styles.join}>
      <span className="small faint">{words("debriefs.joinAt", { address: `${location.host}/j` })}</span>
      <strong className={styles.code}>{code}</strong>
    </p>
  );
}

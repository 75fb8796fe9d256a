import type { HistoryView } from "#shared/care/care.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import styles from "./Care.module.css";
import { nameOf } from "./deedNames";

/** What was done to somebody in the same place before, so that whoever decides does not begin from nothing. */
export function History({ history, name }: { history: HistoryView; name: string }) {
  const words = useWords();
  const time = useTime();
  if (history.length === 0) return <p className="small soft">{words("care.history.none", { name })}</p>;
  return (
    <div className={styles.history}>
      <p>{words("care.history", { name })}</p>
      <ul>
        {history.map(({ deed, count, lastAt }) => (
          <li key={deed}>{words(`care.history.${nameOf(deed)}`, { count, ago: time.ago(lastAt) })}</li>
        ))}
      </ul>
    </div>
  );
}

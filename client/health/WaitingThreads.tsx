import { Link } from "react-router";
import type { HealthView } from "#shared/health/health.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import styles from "./Health.module.css";

/** The threads that wait for an answer, the oldest first; nothing where none does. */
export function WaitingThreads({ health: { waiting, now, before } }: { health: HealthView }) {
  const words = useWords();
  const time = useTime();
  const count = now.unanswered + (before?.unanswered ?? 0);
  if (waiting.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="waiting">
      <h2 id="waiting">{words("groups.health.waiting")}</h2>
      <p className="soft">
        {words("groups.health.waitingText", { count })}
        {count > waiting.length && ` ${words("groups.health.oldest", { shown: waiting.length, count })}`}
      </p>
      <ol className={styles.threads}>
        {waiting.map(({ threadId, title, at }) => (
          <li key={threadId} className={styles.thread}>
            <Link to={`/threads/${threadId}`}>{title}</Link>
            <time className={styles.since} dateTime={new Date(at).toISOString()}>
              {time.ago(at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

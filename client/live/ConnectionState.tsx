import { useSyncExternalStore } from "react";
import { useWords } from "../language/useWords";
import styles from "./ConnectionState.module.css";
import { connectionStore, connectionWord } from "./connection";
import type { OutboxState } from "./outbox";
import { useLiveSession } from "./session";

/** How this tab is connected, in words that are always true, and what still waits on the device. */
export function ConnectionState() {
  const words = useWords();
  const word = connectionStore(connectionWord);
  const { posts, needsSignIn } = useOutbox();
  const kept = posts.filter(({ state }) => state !== "refused").length;
  const refused = posts.length - kept;
  // What is on its way while the connection is good needs no mention: it is gone before it is read.
  const isWaiting =
    kept > 0 && (word !== "live" || needsSignIn || posts.some(({ state }) => state === "waiting"));
  return (
    <span className={styles.connection} data-word={needsSignIn ? "offline" : word} role="status">
      <span aria-hidden="true" className={styles.dot} />
      <span>
        <span className={styles.word}>{words(needsSignIn ? "live.needsSignIn" : `live.${word}`)}</span>
        {isWaiting && (
          <span className={styles.kept}>
            {" · "}
            <span className={styles.whole}>{words("live.kept", { count: kept })}</span>
            <span className={styles.short}>{words("live.keptShort", { count: kept })}</span>
          </span>
        )}
        {refused > 0 && (
          <span className={styles.refused}>
            <span className={styles.word}> · {words("live.refused", { count: refused })}</span>
            <span aria-hidden="true" className={styles.mark}>
              {refused} ✕
            </span>
          </span>
        )}
      </span>
    </span>
  );
}

/** What of this person waits on this device, in all rooms. */
export function useOutbox(): OutboxState {
  const outbox = useLiveSession((session) => session.outbox);
  return useSyncExternalStore(outbox?.store.subscribe ?? never, outbox?.store.getState ?? nothing, nothing);
}

const never = () => () => undefined;
const EMPTY: OutboxState = { posts: [], needsSignIn: false };
const nothing = () => EMPTY;

import { useEffect, useRef } from "react";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import styles from "./PaceNote.module.css";
import { usePace } from "./usePace";
import { useThreadView } from "./useThreadRoom";

/** Above the composer: that the thread is slowed down, when one may say something again, that replies are looked at. */
export function PaceNote() {
  const words = useWords();
  const time = useTime();
  const isHolding = useThreadView(({ thread }) => thread.isHolding);
  const { slow, turn, wait } = usePace();
  const isWaiting = wait > 0;
  const wasWaiting = useRef(isWaiting);
  useEffect(() => {
    // Seconds that run are for the eyes; it is said once that they are over.
    if (wasWaiting.current && !isWaiting) announce(words("forums.slow.now"));
    wasWaiting.current = isWaiting;
  }, [isWaiting, words]);
  if (slow === null && turn === null && !isHolding) return null;
  return (
    <div className={styles.note}>
      {slow !== null && (
        <p>
          <strong>{words("forums.slow.note", { length: time.length(slow.seconds / 60) })}</strong>{" "}
          {words("forums.slow.until", { day: time.shortDay(slow.until), clock: time.clock(slow.until) })}{" "}
          {slow.reason}
        </p>
      )}
      {turn !== null && (
        <p>
          <strong>{words("forums.slow.turn", { length: time.length(turn.pace / 60) })}</strong>{" "}
          {words("forums.slow.until", { day: time.shortDay(turn.until), clock: time.clock(turn.until) })}{" "}
          {turn.reason}
        </p>
      )}
      {isWaiting && (
        <p role="timer" className="num">
          {words("forums.slow.wait", { clock: clockOf(wait) })}
        </p>
      )}
      {isHolding && <p>{words("forums.pace.note")}</p>}
    </div>
  );
}

function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, "0"))].join(":");
}

import { useEffect, useRef } from "react";
import type { SlowMode } from "#shared/forums/threads.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import styles from "./PaceNote.module.css";
import { usePace } from "./usePace";
import { useThreadView } from "./useThreadRoom";

/** Above the composer: that the thread is slowed down, when one may say something again, that replies are looked at. */
export function PaceNote() {
  const words = useWords();
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
      {slow !== null && <Slow says="note" seconds={slow.seconds} until={slow.until} reason={slow.reason} />}
      {turn !== null && <Slow says="turn" seconds={turn.pace} until={turn.until} reason={turn.reason} />}
      {isWaiting && (
        <p role="timer" className="num">
          {words("forums.slow.wait", { clock: clockOf(wait) })}
        </p>
      )}
      {isHolding && <p>{words("forums.pace.note")}</p>}
    </div>
  );
}

/** What is slowed down, the thread for everybody or the group for the reader; how much, until when and why. */
function Slow({ says, seconds, until, reason }: SlowMode & { says: "note" | "turn" }) {
  const words = useWords();
  const time = useTime();
  return (
    <p>
      <strong>{words(`forums.slow.${says}`, { length: time.length(seconds / 60) })}</strong>{" "}
      {words("forums.slow.until", { day: time.shortDay(until), clock: time.clock(until) })} {reason}
    </p>
  );
}

function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, "0"))].join(":");
}

import { tellTime } from "#shared/debriefs/timer";
import { useWords } from "../language/useWords";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import styles from "./Timer.module.css";
import { useView } from "./useDebriefRoom";
import { useTimeLeft } from "./useTimeLeft";

/** What is left of the segment, the same second on every screen. */
export function Timer() {
  const words = useWords();
  const timer = useView(({ position }) => position.timer);
  const left = useTimeLeft(timer);
  if (timer.duration === 0) return null;
  const isPaused = timer.endsAt === null;
  const share = left === null ? 0 : Math.max(0, Math.min(1, left / timer.duration));
  return (
    <div className={styles.timer} data-over={left !== null && left < 0 ? "" : undefined}>
      <span role="timer" className={styles.clock}>
        {isPaused && <span className={styles.paused}>{words("debriefs.timer.paused")} </span>}
        <VisuallyHidden>
          {words(left !== null && left < 0 ? "debriefs.timer.over" : "debriefs.timer.left")}{" "}
        </VisuallyHidden>
        {left === null ? "–:––" : tellTime(left)}
      </span>
      <span aria-hidden="true" className={styles.track}>
        <span className={styles.rest} style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}

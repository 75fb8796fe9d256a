import { useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";
import type { OwnPauseView } from "#shared/debriefs/ownPause.contract";
import { tellTime } from "#shared/debriefs/timer";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import styles from "./PauseNotice.module.css";
import { useTimeLeft } from "./useTimeLeft";

interface Props {
  /** Null once it is over. */
  pause: OwnPauseView | null;
}

/** That a facilitator has asked one to pause, why, and for how long still. */
export function PauseNotice({ pause }: Props) {
  const words = useWords();
  const what = useWhat(pause);
  useSaying(pause, what);
  if (pause === null) return null;
  const { until, reason } = pause;
  return (
    <div className={styles.notice}>
      <p className={styles.what}>
        {what} {isSoon(until) && <Left until={until} />}
      </p>
      <p className={styles.reason}>{words("debriefs.paused.reason", { reason })}</p>
      <p className={styles.meanwhile}>
        {words("debriefs.paused.meanwhile")}{" "}
        <Link to="/waiting#decisions">{words("debriefs.paused.again")}</Link>
      </p>
    </div>
  );
}

function useWhat(pause: OwnPauseView | null): string {
  const words = useWords();
  const time = useTime();
  const until = pause?.until ?? null;
  if (until === null) return words("debriefs.paused.untilClosed");
  const clock = time.clock(until);
  const isToday = time.shortDay(until) === time.shortDay(Date.now());
  return words("debriefs.paused.until", { clock: isToday ? clock : `${time.shortDay(until)}, ${clock}` });
}

/** Tells those who listen to the page when it begins, with its reason, and when it is over. */
function useSaying(pause: OwnPauseView | null, what: string): void {
  const words = useWords();
  const reason = pause?.reason ?? null;
  const text =
    reason === null
      ? words("debriefs.paused.over")
      : `${what}. ${words("debriefs.paused.reason", { reason })}`;
  // Fetched for whoever has something held, it stands before anybody is paused, and says nothing.
  const said = useRef(words("debriefs.paused.over"));
  useEffect(() => {
    if (said.current === text) return;
    said.current = text;
    announce(text, "assertive");
  }, [text]);
}

/** A pause in the room; one in the group whose own room it is may run for days. */
function isSoon(until: number | null): until is number {
  return until !== null && until - Date.now() < HOUR;
}

const HOUR = 3_600_000;

function Left({ until }: { until: number }) {
  const words = useWords();
  const timer = useMemo(() => ({ duration: 0, endsAt: until, remaining: 0 }), [until]);
  const left = useTimeLeft(timer);
  if (left === null || left < 0) return null;
  return (
    <span role="timer" className={styles.left}>
      {words("debriefs.paused.left", { time: tellTime(left) })}
    </span>
  );
}

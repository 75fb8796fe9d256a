import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { LEAST } from "./PlacePill";
import styles from "./Scrubber.module.css";
import { goTo, useThreadPage, useThreadPageStore } from "./threadPage";
import { usePlaceWords } from "./usePlaceWords";
import { useThreadView } from "./useThreadRoom";

/** The thread as a line through time: where one is on it, and dragged or by keys the way to anywhere else. */
export function Scrubber() {
  const words = useWords();
  const time = useTime();
  const store = useThreadPageStore();
  const at = useThreadPage((page) => page.at);
  const thread = useThreadView((view) => view.thread);
  const { last, short, when } = usePlaceWords();
  const track = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  if (last + 1 < LEAST) return <aside className={styles.aside} />;

  const place = held ?? at;
  const go = (to: number) => goTo(store, Math.min(Math.max(to, 0), last), thread.posts, false);
  const placeOf = (event: PointerEvent) => {
    const { top, height } = track.current!.getBoundingClientRect();
    return Math.round(Math.min(Math.max((event.clientY - top) / height, 0), 1) * last);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      PageDown: at + 20,
      PageUp: at - 20,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <aside className={styles.aside} aria-label={words("forums.scrubber")}>
      <span>{time.shortDay(thread.at)}</span>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        className={styles.track}
        aria-label={words("forums.scrubber.place")}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={place}
        aria-valuetext={[short(place), when(place)].filter(Boolean).join(", ")}
        onKeyDown={handleKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld(placeOf(event));
        }}
        onPointerMove={(event) => held !== null && setHeld(placeOf(event))}
        onPointerUp={() => {
          if (held !== null) go(held);
          setHeld(null);
        }}
        onPointerCancel={() => setHeld(null)}
      >
        <div className={styles.thumb} style={{ top: `${last === 0 ? 0 : (place / last) * 100}%` }}>
          <span className={styles.at}>
            <strong>{short(place)}</strong>
            <span>{when(place)}</span>
          </span>
        </div>
      </div>
      <button type="button" className={styles.now} onClick={() => go(last)}>
        {time.ago(thread.lastAt)}
      </button>
    </aside>
  );
}

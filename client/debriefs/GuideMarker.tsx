import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./RoomGuide.module.css";

interface Props {
  /** The stop that it is held above, or null when it is let be. */
  onAim: (place: number | null) => void;
  onDrop: (place: number) => void;
}

interface Drag {
  /** Where the pointer took hold, down the page. */
  from: number;
  by: number;
}

/**
 * The mark of the current stop, dragged along the line with whatever points: mouse, pen or finger. Those who do not
 * point have the stops' own buttons. Escape puts it back, and so does a room that moves on meanwhile, since the marker
 * then stands on another stop.
 */
export function GuideMarker({ onAim, onDrop }: Props): ReactNode {
  const marker = useRef<HTMLSpanElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const isHeld = drag !== null;
  const letGo = () => {
    setDrag(null);
    onAim(null);
  };
  const latest = useRef(letGo);
  latest.current = letGo;

  useEffect(() => {
    if (!isHeld) return;
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // The sheet that the guide may stand on stays open.
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener("keydown", handleKeyDown, true);
    return () => {
      window.removeEventListener("keydown", handleKeyDown, true);
      latest.current();
    };
  }, [isHeld]);

  const handleDown = (event: PointerEvent<HTMLSpanElement>) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: event.clientY, by: 0 });
  };
  const handleMove = (event: PointerEvent) => {
    if (drag === null) return;
    const { by, place } = reach(marker.current as HTMLElement, event.clientY - drag.from);
    setDrag({ ...drag, by });
    onAim(place);
  };
  const handleUp = (event: PointerEvent) => {
    if (drag === null) return;
    const { place, own } = reach(marker.current as HTMLElement, event.clientY - drag.from);
    letGo();
    if (place !== own) onDrop(place);
  };
  return (
    <span
      ref={marker}
      className={styles.marker}
      data-held={isHeld ? "" : undefined}
      style={isHeld ? { transform: `translateY(${drag.by}px)` } : undefined}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={handleUp}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
    />
  );
}

/** How far the marker can follow, never beyond the ends of the line, and which stop is nearest to it then. */
function reach(marker: HTMLElement, wanted: number): { by: number; place: number; own: number } {
  const stop = marker.closest("li") as HTMLElement;
  const stops = [...(stop.parentElement as HTMLElement).children];
  const heights = stops.map((one) => (one.firstElementChild as HTMLElement).getBoundingClientRect().top);
  const own = stops.indexOf(stop);
  const start = heights[own] as number;
  const at = Math.min(Math.max(start + wanted, heights[0] as number), heights.at(-1) as number);
  const distances = heights.map((height) => Math.abs(height - at));
  return { by: at - start, place: distances.indexOf(Math.min(...distances)), own };
}

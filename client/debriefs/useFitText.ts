import { useLayoutEffect, useRef } from "react";

/**
 * Sets text as large as its box allows, between two sizes in pixels. Measured rather than guessed from the length, so
 * that a long prompt is never clipped and a short one fills the wall.
 */
export function useFitText<Box extends HTMLElement>(text: string, least: number, most: number) {
  const box = useRef<Box>(null);
  useLayoutEffect(() => {
    const frame = box.current;
    const words = frame?.firstElementChild as HTMLElement | null | undefined;
    if (!frame || !words) return;
    // The prompt has changed, the window has, or a font has just arrived.
    const measure = () => fitInto(frame, words, least, text === "" ? least : most);
    const resized = new ResizeObserver(measure);
    resized.observe(frame);
    let isHere = true;
    void document.fonts.ready.then(() => isHere && measure());
    measure();
    return () => {
      isHere = false;
      resized.disconnect();
    };
  }, [text, least, most]);
  return box;
}

function fitInto(frame: HTMLElement, words: HTMLElement, least: number, most: number): void {
  let [low, high] = [least, most];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    words.style.fontSize = `${middle}px`;
    const fits = words.scrollHeight <= frame.clientHeight && words.scrollWidth <= frame.clientWidth;
    if (fits) low = middle;
    else high = middle;
  }
  words.style.fontSize = `${Math.floor(low)}px`;
}

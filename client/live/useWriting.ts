import { useCallback, useEffect, useRef, useState } from "react";

/** Said again this often: the server believes it for six seconds. */
const SAY_AGAIN = 3_000;
/** Whoever rests longer than that is not writing. */
const REST = 5_000;

/** Tells a room that somebody writes, as a count and never as a name. */
export function useWritingIn(room: { write(isWriting: boolean): void }) {
  const [isWriting, setIsWriting] = useState(false);
  const lastSaid = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stop = useCallback(() => {
    clearTimeout(rest.current);
    if (lastSaid.current === 0) return;
    lastSaid.current = 0;
    setIsWriting(false);
    room.write(false);
  }, [room]);

  const stroke = useCallback(
    (text: string) => {
      clearTimeout(rest.current);
      if (text.trim() === "") return stop();
      rest.current = setTimeout(stop, REST);
      if (Date.now() - lastSaid.current < SAY_AGAIN) return;
      lastSaid.current = Date.now();
      setIsWriting(true);
      room.write(true);
    },
    [room, stop],
  );

  useEffect(() => stop, [stop]);
  return { isWriting, stroke, stop };
}

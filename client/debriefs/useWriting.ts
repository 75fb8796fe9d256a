import { useWritingIn } from "../live/useWriting";
import { useRoom } from "./useDebriefRoom";
import { usePause } from "./usePause";

/** Tells the room that somebody writes, as a count and never as a name; not of whoever is paused, from whom nothing comes. */
export function useWriting() {
  const writing = useWritingIn(useRoom());
  return usePause() === null ? writing : { ...writing, stroke: writing.stop };
}

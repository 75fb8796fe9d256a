import { useWritingIn } from "../live/useWriting";
import { useRoom } from "./useDebriefRoom";

/** Tells the room that somebody writes, as a count and never as a name. */
export function useWriting() {
  return useWritingIn(useRoom());
}

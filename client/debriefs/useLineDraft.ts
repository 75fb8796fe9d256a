import { useDraft } from "../live/drafts";
import { useView } from "./useDebriefRoom";

const NO_WORDS = { words: "" };

/** What is being written on a line, kept on the device; null is one's own. */
export function useLineDraft(personId: string | null) {
  const roomId = useView(({ id }) => id);
  return useDraft(`${roomId}.line.${personId ?? "own"}`, NO_WORDS);
}

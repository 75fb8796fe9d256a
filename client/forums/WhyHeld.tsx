import type { HeldView } from "#shared/forums/held.contract";
import { useWords } from "../language/useWords";

/** Why something waits, as those who decide about it read it: with the word, where it is one of their own space. */
export function WhyHeld({ held: { cause, word } }: { held: Pick<HeldView, "cause" | "word"> }) {
  const words = useWords();
  if (cause === undefined) return null;
  if (word !== undefined) return words("forums.heldQueue.why.ownWord", { word });
  return words(`forums.heldQueue.why.${cause}`);
}

/** The same as its author reads it, while it waits; never with the word. */
export function WhyMineWaits({ held: { cause, state } }: { held: Pick<HeldView, "cause" | "state"> }) {
  const words = useWords();
  return cause === undefined || state !== "waiting" ? null : words(`forums.held.mine.${cause}`);
}

import { useWords } from "../language/useWords";
import { announce } from "../ui/announcerStore";
import { useIsBreathing } from "./useBreath";

/** What keeps one from saying anything just now, and a check for those who would: it holds them back and says why. */
export function useHoldingBack(isPaused: boolean) {
  const words = useWords();
  const isBreathing = useIsBreathing();
  const isHeldBack = isBreathing || isPaused;
  const holdsBack = () => {
    if (isHeldBack) announce(words(isPaused ? "debriefs.refusal.paused" : "debriefs.breath.note"));
    return isHeldBack;
  };
  return { isHeldBack, holdsBack };
}

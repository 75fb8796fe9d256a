import { useEffect, useRef } from "react";
import { useWords } from "../language/useWords";
import { useOutbox } from "../live/ConnectionState";
import { announce } from "../ui/announcerStore";
import { useView } from "./useDebriefRoom";
import { usePost } from "./usePosts";

/** What everybody reads while the room takes a breath; null while it does not. */
export function useBreathSentence(): string | null {
  const words = useWords();
  const sentence = useView(({ breath }) => breath?.sentence ?? null);
  return sentence === "" ? words("debriefs.breath.sentence") : sentence;
}

/** Whether the room takes a breath, and a check for those who would say something: it holds them back and says why. */
export function useBreath() {
  const words = useWords();
  const isBreathing = useView(({ breath }) => breath !== null);
  const holdsBack = () => {
    if (isBreathing) announce(words("debriefs.breath.note"));
    return isBreathing;
  };
  return { isBreathing, holdsBack };
}

/** What a breath kept out of the room goes in by itself once the room goes on. */
export function useSayingAfterBreath(): void {
  const roomId = useView(({ id }) => id);
  const { isBreathing } = useBreath();
  const wasBreathing = useRef(isBreathing);
  const { posts } = useOutbox();
  const { retry } = usePost();
  useEffect(() => {
    const goesOn = wasBreathing.current && !isBreathing;
    wasBreathing.current = isBreathing;
    if (!goesOn) return;
    const keptOut = posts.filter((post) => post.roomId === roomId && post.refusal?.code === "breath");
    for (const { deedId } of keptOut) retry(deedId);
  });
}

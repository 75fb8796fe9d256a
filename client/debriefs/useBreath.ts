import { useEffect, useRef } from "react";
import { useWords } from "../language/useWords";
import { useOutbox } from "../live/ConnectionState";
import { useView } from "./useDebriefRoom";
import { usePost } from "./usePosts";

/** What everybody reads while the room takes a breath; null while it does not. */
export function useBreathSentence(): string | null {
  const words = useWords();
  const sentence = useView(({ breath }) => breath?.sentence ?? null);
  return sentence === "" ? words("debriefs.breath.sentence") : sentence;
}

/** Whether the room takes a breath. */
export function useIsBreathing(): boolean {
  return useView(({ breath }) => breath !== null);
}

/**
 * What a breath kept out of the room goes in by itself once the room goes on, also where its refusal came later than that,
 * the page stood elsewhere meanwhile, or this device hears of the breath and of its end at once. At one place of the room's
 * log each is sent once more and not again.
 */
export function useSayingAfterBreath(): void {
  const roomId = useView(({ id }) => id);
  const isBreathing = useIsBreathing();
  const { posts } = useOutbox();
  const kept = posts.filter((post) => post.roomId === roomId && post.refusal?.code === "breath");
  const seq = useView((view) => kept.length && view.seq);
  const sentAgain = useRef(new Map<string, number>());
  const { retry } = usePost();
  useEffect(() => {
    if (isBreathing) return;
    for (const { deedId } of kept) {
      if (sentAgain.current.get(deedId) === seq) continue;
      sentAgain.current.set(deedId, seq);
      retry(deedId);
    }
  });
}

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
 * What a breath kept out of the room goes in by itself once the room goes on, also where its refusal came later than that or
 * the page stood elsewhere meanwhile. Between two breaths each is sent once more and not again.
 */
export function useSayingAfterBreath(): void {
  const roomId = useView(({ id }) => id);
  const isBreathing = useIsBreathing();
  const sentAgain = useRef(new Set<string>());
  const { posts } = useOutbox();
  const { retry } = usePost();
  useEffect(() => {
    if (isBreathing) return sentAgain.current.clear();
    for (const { deedId, roomId: where, refusal } of posts) {
      if (where !== roomId || refusal?.code !== "breath" || sentAgain.current.has(deedId)) continue;
      sentAgain.current.add(deedId);
      retry(deedId);
    }
  });
}

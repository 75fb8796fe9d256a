import { useLanguageStore } from "../language/languageStore";
import { Skeleton } from "../ui/Skeleton";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import type { Digest } from "./Digest";
import { loadDigestWords } from "./digest.words";

const part: LatePart<typeof Digest> = {
  known: null,
  async fetch() {
    const { language } = useLanguageStore.getState();
    const [code] = await Promise.all([import("./Digest"), loadDigestWords(language)]);
    return code.Digest;
  },
};

/** Fetches the digest while the room is live: it is there once the room closes, also for a phone that is offline by then. */
export function useDigestInTime(isLive: boolean): void {
  useLatePart(part, isLive);
}

/** The digest, as soon as it is here. */
export function LateDigest() {
  const Here = useLatePart(part, true);
  return Here ? <Here /> : <Skeleton lines={4} />;
}

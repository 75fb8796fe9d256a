import { useLanguageStore } from "../language/languageStore";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import { loadHeldWords } from "./held.words";
import type { ownParts } from "./ownParts";

const late: LatePart<typeof ownParts> = {
  known: null,
  async fetch() {
    const words = loadHeldWords(useLanguageStore.getState().language);
    const [code] = await Promise.all([import("./ownParts"), words]);
    return code.ownParts;
  },
};

/** What is for whoever has something held or is paused, once it is wanted and here. */
export function useOwnParts(isWanted: boolean): typeof ownParts | null {
  return useLatePart(late, isWanted);
}

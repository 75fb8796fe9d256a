import { useLanguageStore } from "../language/languageStore";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import type { OwnLine } from "./OwnLine";
import { useCanFacilitate } from "./useDebriefRoom";

const own: LatePart<typeof OwnLine> = {
  known: null,
  async fetch() {
    const [code, { loadLineWords }] = await Promise.all([import("./OwnLine"), import("./lines.words")]);
    await loadLineWords(useLanguageStore.getState().language);
    return code.OwnLine;
  },
};

/** The way of those who take part to whoever facilitates; fetched once the room stands. */
export function PrivateLine({ place }: { place: "people" | "stage" }) {
  const canFacilitate = useCanFacilitate();
  const Line = useLatePart(own, !canFacilitate);
  return Line && !canFacilitate && <Line place={place} />;
}

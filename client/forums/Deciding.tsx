import type { ComponentType } from "react";
import { useLanguageStore } from "../language/languageStore";
import { type LatePart, useLatePart } from "../ui/useLatePart";
import { loadDecidingWords } from "./deciding.words";
import type { proposalParts } from "./proposalParts";

type Parts = typeof proposalParts;

const late: LatePart<Parts> = {
  known: null,
  async fetch() {
    const words = loadDecidingWords(useLanguageStore.getState().language);
    const [code] = await Promise.all([import("./proposalParts"), words]);
    return code.proposalParts;
  },
};

/** How far the proposal is decided. */
export const Decision = part(({ Decision }) => Decision);
/** The position that a post takes. */
export const PositionLabel = part(({ PositionLabel }) => PositionLabel);
/** Where one says which position a reply takes. */
export const PositionChoice = part(({ PositionChoice }) => PositionChoice);

/** What most threads have not is fetched with its words. */
function part<Props extends object>(choose: (parts: Parts) => ComponentType<Props>) {
  return function Part(props: Props) {
    const parts = useLatePart(late, true);
    if (parts === null) return null;
    const Found = choose(parts);
    return <Found {...props} />;
  };
}

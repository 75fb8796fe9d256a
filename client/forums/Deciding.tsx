import { type ComponentType, useEffect, useState } from "react";
import { useLanguageStore } from "../language/languageStore";
import { loadDecidingWords } from "./deciding.words";
import type { proposalParts } from "./proposalParts";

type Parts = typeof proposalParts;

/** How long the page waits before it asks again for what could not be fetched. */
const PATIENCE = 3_000;

let known: Parts | null = null;

async function load(): Promise<Parts> {
  const words = loadDecidingWords(useLanguageStore.getState().language);
  const [code] = await Promise.all([import("./proposalParts"), words]);
  known = code.proposalParts;
  return known;
}

/** How far the proposal is decided. */
export const Decision = part(({ Decision }) => Decision);
/** The position that a post takes. */
export const PositionLabel = part(({ PositionLabel }) => PositionLabel);
/** Where one says which position a reply takes. */
export const PositionChoice = part(({ PositionChoice }) => PositionChoice);

/** What most threads have not is fetched with its words; where it cannot be had the page stands without it and asks again. */
function part<Props extends object>(choose: (parts: Parts) => ComponentType<Props>) {
  return function Part(props: Props) {
    const [parts, setParts] = useState(known);
    useEffect(() => {
      if (parts) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isHere = true;
      const ask = () =>
        load().then(
          (found) => isHere && setParts(found),
          () => {
            if (isHere) timer = setTimeout(ask, PATIENCE);
          },
        );
      void ask();
      return () => {
        isHere = false;
        clearTimeout(timer);
      };
    }, [parts]);
    if (parts === null) return null;
    const Found = choose(parts);
    return <Found {...props} />;
  };
}

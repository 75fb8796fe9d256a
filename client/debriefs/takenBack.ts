import { create } from "zustand";
import type { ContributionView } from "#shared/debriefs/debriefs.contract";

interface TakenBack {
  /** By contribution. */
  words: Readonly<Record<string, Pick<ContributionView, "text" | "kind" | "author">>>;
}

/** What one has just taken back on this page, so that it can be written anew. Known to no one else, and not for long. */
export const useTakenBack = create<TakenBack>(() => ({ words: {} }));

export function rememberTakenBack({ id, text, kind, author }: ContributionView): void {
  useTakenBack.setState(({ words }) => ({ words: { ...words, [id]: { text, kind, author } } }));
}

export function forgetTakenBack(id: string): void {
  useTakenBack.setState(({ words }) => {
    const { [id]: _taken, ...others } = words;
    return { words: others };
  });
}

import { type ComponentType, lazy } from "react";
import { useLanguageStore } from "../language/languageStore";
import { loadBlockWords } from "./blocks.words";

// Few ever block anybody: fetched with its words when it is first needed.
export const BlockPerson = fetched(async () => (await import("./BlockPerson")).BlockPerson);
export const BlockList = fetched(async () => (await import("./BlockList")).BlockList);
export const FoldedWords = fetched(async () => (await import("./FoldedWords")).FoldedWords);

function fetched<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const words = loadBlockWords(useLanguageStore.getState().language);
    const [component] = await Promise.all([load(), words]);
    return { default: component };
  });
}

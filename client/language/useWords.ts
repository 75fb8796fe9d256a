import { type ReactNode, useCallback } from "react";
import { useIntl } from "react-intl";
import type { Language } from "#shared/languages";
import type en from "./en.json";
import { useLanguageStore } from "./languageStore";

export type MessageKey = keyof typeof en;
export type Values = Record<string, string | number | Date | null | undefined>;
/** Marks in a message such as `<b>…</b>`, and elements in its places. */
export type RichValues = Record<string, ReactNode | Date | ((chunks: ReactNode[]) => ReactNode)>;

/** A function from keys of the catalogue to words: `words("room.hands", { count: 3 })`. */
export function useWords() {
  const intl = useIntl();
  return useCallback(
    (key: MessageKey, values?: Values): string => intl.formatMessage({ id: key }, values),
    [intl],
  );
}

/** The language that the page speaks. */
export function useLanguage(): Language {
  return useLanguageStore((state) => state.language);
}

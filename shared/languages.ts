import * as z from "zod/mini";

/** The languages that the catalogue speaks. */
export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];
export const languageSchema = z.enum(languages);

/** Words that people wrote for others to read, in the languages in which they wrote them. */
export const localText = z.object({ en: z.string(), es: z.optional(z.string()) });
export type LocalText = z.infer<typeof localText>;

/** Chooses the reader's language, or the one in which the text was written. */
export function inLanguage(text: LocalText, language: Language): string {
  return text[language] ?? text.en;
}

import { useCallback } from "react";
import { ApiError } from "../http/ApiError";
import { catalogueOf } from "./catalogues";
import { type MessageKey, useLanguage, useWords } from "./useWords";

/** Refusals that the page words itself, because it knows better what to do about them. */
const own: Record<string, MessageKey> = {
  offline: "error.offline",
  internal: "error.internal",
  unavailable: "error.unavailable",
  signInNeeded: "error.signInNeeded",
  unverified: "error.unverified",
  tooLarge: "error.tooLarge",
};

/** What stands for a sentence of the server's for which the reader's language has none. */
const general: Record<string, MessageKey> = {
  notFound: "error.notFound",
  forbidden: "error.forbidden",
  invalid: "error.invalid",
};

/** Says what went wrong in the reader's language, for anything that was thrown. */
export function useRefusal(): (error: unknown) => string {
  const words = useWords();
  const sentence = useSentence();
  const language = useLanguage();
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return words("error.internal");
      if (error.code === "tooMany") return tooMany(words, error.retryAfter ?? 0);
      const key = own[error.code];
      if (key) return words(key);
      const said = sentence(error.message);
      if (language === "en" || said !== error.message) return said;
      return words(general[error.code] ?? "error.conflict");
    },
    [words, sentence, language],
  );
}

/** Puts a sentence of a shared schema or of the server into the reader's language; one that is not known stays as it is. */
export function useSentence(): (sentence: string) => string {
  const language = useLanguage();
  return useCallback(
    (sentence) => {
      const known = catalogueOf(language)?.sentences ?? {};
      return known[sentence] ?? withDetail(sentence, known) ?? sentence;
    },
    [language],
  );
}

/** What a program got wrong is said by its name behind a colon: that stays as it is, and the rest is translated. */
function withDetail(sentence: string, known: Readonly<Record<string, string>>): string | undefined {
  const [, said = "", detail = ""] = /^([^:]+)(: .+)$/s.exec(sentence) ?? [];
  return known[said] && known[said] + detail;
}

function tooMany(words: ReturnType<typeof useWords>, seconds: number): string {
  if (seconds > 90) return words("error.tooManyMinutes", { minutes: Math.ceil(seconds / 60) });
  return words("error.tooMany", { seconds: Math.ceil(seconds) });
}

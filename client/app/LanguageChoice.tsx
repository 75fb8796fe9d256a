import type { Language } from "#shared/languages";
import { useLanguageStore } from "../language/languageStore";
import { useWords } from "../language/useWords";
import { Chips } from "../ui/Chips";

/** Each language under its own name, whatever the page speaks now. */
export const languageNames: readonly { value: Language; label: React.ReactNode }[] = [
  { value: "en", label: <span lang="en">English</span> },
  { value: "es", label: <span lang="es">Español</span> },
];

/** Chooses the language of this device. */
export function LanguageChoice() {
  const words = useWords();
  const { language, speak } = useLanguageStore();
  return (
    <Chips label={words("settings.language")} options={languageNames} value={language} onChange={speak} />
  );
}

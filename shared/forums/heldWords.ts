/** What nobody sees: marks without width, marks that turn the direction of reading, soft hyphens, joiners. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Letters of Hangul without a shape: they are seen as a blank. */
const BLANK = /[\u115f\u1160\u3164\uffa0]/gu;

/** A text as it is seen: each character in its plain shape, and none that is not seen. */
export function seen(text: string): string {
  return text.replace(BLANK, " ").normalize("NFKC").replace(UNSEEN, "");
}

/**
 * The words of a text as they are compared, parted and surrounded by one blank: without case, accents, and whatever is no
 * letter or digit. Empty where there is no word.
 */
export function toWordLine(text: string): string {
  const words =
    seen(text)
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? "" : ` ${words.map(fold).join(" ")} `;
}

/** Those of the words and phrases that stand in the text as whole words, several of them in a row. */
export function heldWordsIn(words: readonly string[], text: string): string[] {
  if (words.length === 0) return [];
  const line = toWordLine(text);
  return words.filter((word) => {
    const wanted = toWordLine(word);
    return wanted !== "" && line.includes(wanted);
  });
}

/** Each of them once: of those that are compared alike the first stays as it is written. */
export function withoutDoubles(words: readonly string[]): string[] {
  const lines = words.map(toWordLine);
  return words.filter((_, at) => lines.indexOf(lines[at] as string) === at);
}

/** Up and down again, since some letters have an upper case alone in common: ß and SS, the two sigmas. */
function fold(word: string): string {
  return word.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

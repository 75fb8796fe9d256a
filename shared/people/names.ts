/** By what people are found who are looked for by name. Stored with them, since an index cannot work it out. */
export interface NameKeys {
  /** The name as it is sorted: in lower case, without accents. */
  nameKey: string;
  /** Every beginning of every word of it, in that spelling. */
  nameStarts: string[];
}

/** What a person of that name is found by. */
export function nameKeysOf(name: string): NameKeys {
  const words = nameWordsOf(name);
  const starts = words.flatMap((word) => {
    const letters = [...word];
    return letters.map((_, place) => letters.slice(0, place + 1).join(""));
  });
  return { nameKey: words.join(" "), nameStarts: [...new Set(starts)] };
}

/** The words of a name, in lower case and without accents, so that José is found as jose. */
export function nameWordsOf(name: string): string[] {
  const folded = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

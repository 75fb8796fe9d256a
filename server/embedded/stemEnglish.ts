/**
 * The English stemmer of the Snowball project ("Porter 2"), which is the one MongoDB stems with. A capital Y is
 * a y that counts as a consonant.
 */

/** The stem of a word in lower case: "adoption" and "adopt" give the same. */
export function stemEnglish(whole: string): string {
  if (whole.length <= 2) return whole;
  const exception = exceptions.get(whole);
  if (exception !== undefined) return exception;
  let word = whole.startsWith("'") ? whole.slice(1) : whole;
  word = word.replace(/^y|(?<=[aeiouy])y/g, "Y");
  const first = regionAfter(word, 0, /^(?:gener|commun|arsen)/.exec(word)?.[0].length);
  const second = regionAfter(word, first);
  word = dropPlural(word.replace(/(?:'s'|'s|')$/, ""));
  if (settled.has(word)) return word;
  word = dropVerbEnding(word, first);
  word = word.replace(/(?<=.[^aeiouy])[yY]$/, "i");
  word = replaceEnding(word, first, step2);
  word = replaceEnding(word, first, step3, second);
  word = dropEnding(word, second);
  return dropLast(word, first, second).replaceAll("Y", "y");
}

const exceptions = new Map(
  (
    "skis=ski skies=sky dying=die lying=lie tying=tie idly=idl gently=gentl ugly=ugli early=earli only=onli " +
    "singly=singl sky=sky news=news howe=howe atlas=atlas cosmos=cosmos bias=bias andes=andes"
  )
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]),
);

const settled = new Set("inning outing canning herring earring proceed exceed succeed".split(" "));

/** Where the part of a word begins that follows its first vowel and consonant. */
function regionAfter(word: string, from: number, known?: number): number {
  if (known !== undefined) return known;
  const match = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return match ? from + match.index + 2 : word.length;
}

function dropPlural(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith("s") || /[us]s$/.test(word)) return word;
  return /[aeiouy]./.test(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

function dropVerbEnding(word: string, first: number): string {
  const ending = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(word)?.[0];
  if (!ending) return word;
  const rest = word.slice(0, -ending.length);
  if (ending.startsWith("eed")) return rest.length >= first ? `${rest}ee` : word;
  if (!/[aeiouy]/.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return rest.slice(0, -1);
  return endsShort(rest) && rest.length <= first ? `${rest}e` : rest;
}

/** Ends in a short syllable, as "bed" and "at" do. */
function endsShort(word: string): boolean {
  return /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(word);
}

type Ending = readonly [ending: string, replacement: string, condition?: RegExp | "second"];

/** Of several endings the longest decides, even if it then stands too early in the word. */
const step2: readonly Ending[] = [
  ["ational", "ate"],
  ["fulness", "ful"],
  ["iveness", "ive"],
  ["ization", "ize"],
  ["ousness", "ous"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["tional", "tion"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ation", "ate"],
  ["entli", "ent"],
  ["fulli", "ful"],
  ["iviti", "ive"],
  ["ousli", "ous"],
  ["abli", "able"],
  ["alli", "al"],
  ["anci", "ance"],
  ["ator", "ate"],
  ["enci", "ence"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["ogi", "og", /l$/],
  ["li", "", /[cdeghkmnrt]$/],
];

const step3: readonly Ending[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["ative", "", "second"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];

function replaceEnding(word: string, first: number, endings: readonly Ending[], second = 0): string {
  const found = endings.find(([ending]) => word.endsWith(ending));
  if (!found) return word;
  const [ending, replacement, condition] = found;
  const rest = word.slice(0, -ending.length);
  if (rest.length < (condition === "second" ? Math.max(first, second) : first)) return word;
  return condition instanceof RegExp && !condition.test(rest) ? word : rest + replacement;
}

function dropEnding(word: string, second: number): string {
  const ending = /(?:ement|able|ance|ence|ible|ment|ant|ate|ent|ion|ism|iti|ive|ize|ous|al|er|ic)$/.exec(
    word,
  )?.[0];
  if (!ending) return word;
  const rest = word.slice(0, -ending.length);
  return rest.length < second || (ending === "ion" && !/[st]$/.test(rest)) ? word : rest;
}

function dropLast(word: string, first: number, second: number): string {
  const rest = word.slice(0, -1);
  if (word.endsWith("e"))
    return rest.length >= second || (rest.length >= first && !endsShort(rest)) ? rest : word;
  return word.endsWith("ll") && rest.length >= second ? rest : word;
}

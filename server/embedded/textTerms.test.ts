import { expect, test } from "vitest";
import { textLanguage } from "./textLanguages";
import { folded, insensitive, termsOf } from "./textTerms";

/** Words and stems out of the sample vocabularies of the Snowball project. */
const englishStems = {
  consign: "consign",
  consigned: "consign",
  consistency: "consist",
  consolingly: "consol",
  conspicuously: "conspicu",
  constable: "constabl",
  constantly: "constant",
  knackeries: "knackeri",
  knaves: "knave",
  knightly: "knight",
  knocked: "knock",
  adoption: "adopt",
  reflections: "reflect",
  generously: "generous",
  communities: "communiti",
  arsenal: "arsenal",
  skies: "sky",
  dying: "die",
  proceed: "proceed",
  ties: "tie",
  cries: "cri",
  gas: "gas",
  gaps: "gap",
  hopping: "hop",
  hoping: "hope",
  agreed: "agre",
  luxuriated: "luxuri",
  sayings: "say",
  youth: "youth",
  replied: "repli",
  relational: "relat",
  rational: "ration",
  apologies: "apolog",
  hopelessly: "hopeless",
  "boy's": "boy",
  falling: "fall",
  rate: "rate",
  at: "at",
};

const spanishStems = {
  chequeo: "cheque",
  chicas: "chic",
  torreón: "torreon",
  torneos: "torne",
  tormentas: "torment",
  reuniones: "reunion",
  reunión: "reunion",
  comunidades: "comun",
  señoritas: "senorit",
  aprendizajes: "aprendizaj",
};

test("English words have the stems of the Snowball project", () => {
  const english = textLanguage("en")!;
  for (const [word, stem] of Object.entries(englishStems))
    expect([word, english.stem(word)]).toEqual([word, stem]);
});

test("Spanish words have the stems of the Snowball project, without diacritics", () => {
  const spanish = textLanguage("es")!;
  for (const [word, stem] of Object.entries(spanishStems))
    expect([word, ...termsOf(word, spanish)]).toEqual([word, stem]);
});

test("a long word takes no longer than many short ones", () => {
  const started = performance.now();
  expect(textLanguage("en")!.stem("a".repeat(2_000_000))).toHaveLength(2_000_000);
  expect(performance.now() - started).toBeLessThan(2000);
});

const texts: [string, string, string[]][] = [
  ["english", "The Coffee's shop, and it's closed!", ["coffe", "shop", "close"]],
  ["english", "e-mail x_ray «naïve» “quoted”…", ["e", "mail", "x_ray", "naiv", "quot"]],
  ["none", "The Coffee's shop", ["the", "coffee", "s", "shop"]],
  ["spanish", "¿Qué aprendimos del debate sobre la retención?", ["aprend", "debat", "retencion"]],
  ["none", "ΣΊΣΥΦΟΣ Straße ЁЛКА", ["σισυφοσ", "straße", "елка"]],
  ["none", "日本語、テキスト。", ["日本語", "テキスト"]],
  ["english", " \t\n--- ", []],
];

test.each(texts)("in %s, %s has its terms", (language, text, terms) => {
  expect([...termsOf(text, textLanguage(language)!)]).toEqual(terms);
});

test("case and diacritics count where they are asked for", () => {
  const language = textLanguage("none")!;
  const terms = (isCaseSensitive: boolean, isDiacriticSensitive: boolean) => [
    ...termsOf("Café", language, { isCaseSensitive, isDiacriticSensitive }),
  ];
  expect([terms(false, false), terms(true, false), terms(false, true), terms(true, true)]).toEqual([
    ["cafe"],
    ["Cafe"],
    ["café"],
    ["Café"],
  ]);
  expect(folded("`Año` ^NUEVO^", insensitive)).toBe("ano nuevo");
});

test("a composed and a decomposed letter are the same", () => {
  const language = textLanguage("none")!;
  expect([...termsOf("man\u0303ana", language)]).toEqual([...termsOf("mañana", language)]);
});

test("languages are known by name or code, and others are not known", () => {
  expect(textLanguage("English")).toBe(textLanguage("en"));
  expect(textLanguage("spanish")).toBe(textLanguage("es"));
  for (const name of ["french", "fr", "klingon", ""]) expect(textLanguage(name)).toBeUndefined();
});

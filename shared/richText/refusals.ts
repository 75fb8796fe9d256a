/** Why a text is refused. The code is stable; `path` leads to the place, as in `content.0.attrs.level`. */
export interface RichTextRefusal {
  code: keyof typeof sentences | StructuralCode;
  /** Fit to show a person. What only a program can get wrong is said in English and by its name. */
  sentence: string;
  path: string;
}

export type StructuralCode =
  | "notADocument"
  | "unknownNode"
  | "unknownMark"
  | "unknownAttribute"
  | "unknownField"
  | "wrongField"
  | "wrongAttribute"
  | "wrongText"
  | "misplaced";

/** What can happen to somebody who writes. */
const sentences = {
  tooLarge: "This text is too long: 64 kB is the most, formatting included.",
  tooDeep: "This text has lists, quotes or tables inside each other more than 32 levels deep.",
  tooManyNodes:
    "This text has too many parts: 2,000 paragraphs, list items, cells and formatted words are the most.",
  tooWide: "A table has at most 50 columns. Leave some out, or add it as a file.",
  linkRefused: "A link leads to a web page or an e-mail address.",
  altMissing: "Describe the picture in words, or mark it as decoration.",
} as const;

/** A refusal that a person can meet and mend. */
export function refuse(code: keyof typeof sentences, path = ""): RichTextRefusal {
  return { code, sentence: sentences[code], path };
}

/** Carries a refusal out of the check; it never leaves this folder. */
export class Refused extends Error {
  constructor(readonly refusal: RichTextRefusal) {
    super(refusal.sentence);
  }
}

/** A refusal that only a program can meet: it names what is wrong. */
export function refuseStructure(code: StructuralCode, what: string, path: string): Refused {
  return new Refused({ code, sentence: `${words[code]}: ${what.slice(0, 60)}.`, path });
}

/** Gives back what is an object and no array; refuses the rest. */
export function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refuseStructure("wrongField", nameOf(value), path);
}

/** What it is called, or what kind of thing it is. */
export function nameOf(value: unknown): string {
  if (typeof value === "string") return value === "" ? "an empty text" : value;
  if (value === undefined) return "nothing";
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}

/** A path with one more step. */
export function joinPath(path: string, step: string | number): string {
  return path === "" ? String(step) : `${path}.${step}`;
}

const words: Record<StructuralCode, string> = {
  notADocument: "That is not a document",
  unknownNode: "There is no such node",
  unknownMark: "There is no such mark",
  unknownAttribute: "There is no such attribute",
  unknownField: "There is no such field",
  wrongField: "That field cannot hold this",
  wrongAttribute: "That attribute cannot hold this",
  wrongText: "That text cannot be kept",
  misplaced: "That cannot stand there",
};

import { type TextLanguage, textLanguage } from "./textLanguages";
import { type Doc, type NumberValue, toNumber } from "./values";

/** A text index as its definition says: which fields it reads, what they weigh, in which language they are. */
export class TextDefinition {
  /** Paths and what they weigh, in the order of the paths. */
  readonly weights: ReadonlyMap<string, number>;
  readonly isWildcard: boolean;
  readonly language: TextLanguage;
  /** Where a document, or a part of one, names its language. */
  readonly languageField: string;
  /** Fields before the text: a search must say what they are equal to. */
  readonly before: string[];
  /** Fields after the text. They are checked and not stored: searches read the documents in any case. */
  readonly after: string[];

  constructor(spec: Doc) {
    const weights = [...(spec.get("weights") as Doc)].map(
      ([path, weight]) => [path, toNumber(weight as NumberValue)] as const,
    );
    this.isWildcard = weights.some(([path]) => path === wildcard);
    this.weights = new Map(weights.filter(([path]) => path !== wildcard));
    this.language = textLanguage(spec.get("default_language") as string)!;
    this.languageField = spec.get("language_override") as string;
    const fields = [...(spec.get("key") as Doc).keys()];
    this.before = fields.slice(0, fields.indexOf("_fts"));
    this.after = fields.slice(fields.indexOf("_ftsx") + 1);
  }

  /** The top-level fields that decide a document's entries; nothing if all of them do. */
  get rootFields(): string[] | undefined {
    if (this.isWildcard) return undefined;
    const paths = [...this.weights.keys(), ...this.before, ...this.after];
    return [this.languageField, ...paths.map((path) => path.split(".")[0]!)];
  }
}

/** Stands for every field that holds text. */
export const wildcard = "$**";

import { idSchema } from "#shared/ids";
import { type AttributeValue, mentionKinds } from "./document";
import { readLink } from "./links";

/** What an attribute may hold, and whether it may be left out. */
export interface AttributeRule {
  takes: (value: AttributeValue) => boolean;
  isOptional?: true;
}

export const id: AttributeRule = { takes: (value) => idSchema.safeParse(value).success };

export const mentionKind: AttributeRule = {
  takes: (value) => mentionKinds.some((kind) => kind === value),
};

export const link: AttributeRule = { takes: (value) => readLink(value) !== null };

export const flag: AttributeRule = { takes: (value) => typeof value === "boolean" };

/** The name of a language of code: `ts`, `c++`, `objective-c`. */
export const codeLanguage: AttributeRule = {
  takes: (value) => typeof value === "string" && /^[a-z0-9][a-z0-9+#._-]{0,31}$/i.test(value),
};

/** A whole number between two, both included. */
export function whole(least: number, most: number): AttributeRule {
  return {
    takes: (value) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most,
  };
}

/** One line for people to read, without what would hide or turn around the words beside it. */
export function line(least: number, most: number): AttributeRule {
  return {
    takes: (value) =>
      typeof value === "string" &&
      value.trim().length >= least &&
      value.length <= most &&
      !UNREADABLE.test(value),
  };
}

const UNREADABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u;

/** The same attribute where it may also be left out. */
export function optional(rule: AttributeRule): AttributeRule {
  return { ...rule, isOptional: true };
}

/** Text without control characters other than tab and new line, and without halves of characters. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !UNWRITABLE.test(value);
}

/** Takes out of any text what a document cannot keep. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(new RegExp(UNWRITABLE, "gu"), "");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\u007f\p{Surrogate}]/u;

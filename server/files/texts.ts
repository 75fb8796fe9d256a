import { NotTaken } from "./notTaken";

/** Whether it is UTF-8 from end to end, with no control character that a text has not. */
export function isPlainText(bytes: Buffer): boolean {
  try {
    return !CONTROLS.test(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Not UTF-8.
    return false;
  }
}

/** Whether a program that guesses at what it is given could take a text for a page. */
export function looksLikeMarkup(bytes: Buffer): boolean {
  const beginning = bytes
    .subarray(0, 4_096)
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  return /^<[a-z!?/]/i.test(beginning) || MARKUP.test(beginning);
}

/** The reason why what is nothing known is not taken: a text of another encoding can be saved anew. */
export function whyNoText(bytes: Buffer): NotTaken {
  const sample = bytes.subarray(0, 64 * 1024).toString("latin1");
  return new NotTaken(CONTROLS.test(sample) ? "unknown" : "notText");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\x00-\x08\x0b\x0e-\x1f\x7f]/;
/** What browsers take as the sign of a page, wherever it stands near the beginning. */
const MARKUP =
  /<(!doctype|html|head|body|script|svg|iframe|object|embed|style|title|table|meta|link|\?xml)[\s/>]/i;

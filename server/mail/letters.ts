import type { Language } from "#shared/languages";
import en from "./en.json" with { type: "json" };
import es from "./es.json" with { type: "json" };

/** A message to one person, before it has found its words. */
export interface Letter {
  kind: Exclude<keyof typeof en, "list">;
  /** One plain address, in its one spelling. */
  to: string;
  language: Language;
  values: { url: string; name?: string; code?: string };
}

/** A message in words, ready to leave. */
export interface WrittenLetter {
  subject: string;
  text: string;
  html: string;
  /** Where a letter may have to be sent again it has one of its own, so that whoever gets it twice can tell. */
  messageId?: string;
  headers?: Readonly<Record<string, string>>;
}

/** Writes a letter in its reader's language. Subjects never hold anything that somebody typed. */
export function writeLetter({ kind, language, values: given }: Letter): WrittenLetter {
  const words = CATALOGUE[language][kind];
  const values = { ...given, name: withoutLinks(given.name ?? "") };
  return {
    subject: `Throughline: ${words.subject}`,
    text: `${words.text.map((paragraph) => fill(paragraph, values)).join("\n\n")}\n`,
    html: toHtml(language, words, values),
  };
}

export const CATALOGUE: Record<Language, typeof en> = { en, es };

/** Leaves out of a name what a mail program would turn into a link: anybody can sign up with somebody else's address. */
export function withoutLinks(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => !/[/@:\\]|\.\p{L}{2,}/u.test(word))
    .join(" ");
}

function toHtml(language: Language, words: (typeof en)[Letter["kind"]], values: Letter["values"]): string {
  const safe = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, escapeHtml(value)]));
  const paragraphs = words.text.map((paragraph) =>
    paragraph === "{url}"
      ? `<p><a href="${safe.url}">${escapeHtml(words.button)}</a><br><small>${safe.url}</small></p>`
      : `<p>${fill(escapeHtml(paragraph), { ...safe, code: `<strong>${safe.code ?? ""}</strong>` })}</p>`,
  );
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escapeHtml(words.subject)}</title><body>${paragraphs.join("")}</body></html>`;
}

export function fill(text: string, values: Record<string, string | undefined>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

import type { Language } from "#shared/languages";
import { CATALOGUE, escapeHtml, fill, type WrittenLetter, withoutLinks } from "./letters";

/** A message to one person about what others said, which they can end from the message itself. */
export interface ListLetter {
  kind: "thread" | "digest" | "direct";
  /** One plain address, in its one spelling. */
  to: string;
  language: Language;
  /** The day of a digest, in words. */
  day: string;
  parts: readonly LetterPart[];
  /** How many threads more, or things more that were said to the reader, there are. */
  more: number;
  /** `unsubscribe` is a page for people, `oneClick` what mail services post to (RFC 8058). */
  urls: Readonly<Record<"all" | "settings" | "unsubscribe" | "oneClick", string>>;
  marks: {
    /** The same whenever this letter is sent: `name@host`. */
    messageId: string;
    /** What all letters of one thread answer, so that mail programs show them together. */
    threadId: string | null;
    /** Of what list it is: `name.host` (RFC 2919). */
    listId: string;
  };
}

interface Part {
  title: string;
  url: string;
  words: readonly { name: string; text: string }[];
}

/** What there is to say of one thread. */
export interface ThreadPart extends Part {
  /** Where the thread stands. */
  space: string;
  count: number;
}

/** What was said to the reader themselves. */
export interface DirectPart extends Part {
  kind: keyof (typeof CATALOGUE)[Language]["list"]["direct"];
  /** Who did it, where that is one person. */
  name: string;
  /** Why something was done to the reader, or what they are answered; may be empty. */
  reason: string;
  /** The norm that the reason names; may be empty. */
  norm: string;
}

export type LetterPart = ThreadPart | DirectPart;

/**
 * Writes such a letter in its reader's language: what was said as plain words, and no picture, form or style sheet from
 * elsewhere, so that nobody learns that it was opened.
 */
export function writeListLetter(letter: ListLetter): WrittenLetter {
  return {
    subject: `Throughline: ${subjectOf(letter)}`,
    text: `${toText(letter)}\n`,
    html: toHtml(letter),
    messageId: `<${letter.marks.messageId}>`,
    headers: headersOf(letter),
  };
}

/** Longer subjects are cut by mail programs anyway. */
const LONGEST_SUBJECT = 100;

/** A title was typed by somebody: in a subject it is one line of words, without anything that becomes a link. */
function subjectOf({ kind, language, day, parts, more }: ListLetter): string {
  const { list } = CATALOGUE[language];
  if (kind === "digest") return fill(list.digestSubject, { day });
  const [first] = parts;
  if (kind === "direct" && parts.length > 1)
    return fill(list.directSubject, { count: String(parts.length + more) });
  const title = withoutLinks((first?.title ?? "").replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " "));
  const characters = [...title.trim()];
  if (first === undefined || characters.length === 0) return list.subject;
  const cut =
    characters.length <= LONGEST_SUBJECT
      ? characters.join("")
      : `${characters.slice(0, LONGEST_SUBJECT).join("")}…`;
  return "kind" in first ? fill(list.direct[first.kind].subject, { title: cut }) : cut;
}

function headersOf({ urls, marks }: ListLetter): Record<string, string> {
  const thread = marks.threadId === null ? {} : answering(marks.threadId);
  return {
    ...thread,
    "List-Id": `<${marks.listId}>`,
    "List-Unsubscribe": `<${urls.oneClick}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    // Holidays are not told to a program (RFC 3834 for most, the other for Exchange).
    "X-Auto-Response-Suppress": "OOF, AutoReply",
  };
}

function answering(threadId: string): Record<string, string> {
  return { "In-Reply-To": `<${threadId}>`, References: `<${threadId}>` };
}

function toText(letter: ListLetter): string {
  const { list } = CATALOGUE[letter.language];
  const { why, end } = wordsAtEnd(letter);
  const parts = letter.parts.map((part) =>
    [
      `${titleOf(part, letter.language)}\n${aboutOf(part, letter.language)}`,
      ...part.words.map(({ name, text }) => `${fill(list.said, { name })}\n${text}`),
      ...moreOf(part, letter.language),
      `${list.read}: ${part.url}`,
    ].join("\n\n"),
  );
  return [
    parts.join("\n\n———\n\n"),
    ...moreThreads(letter).map((words) => `${words}\n${letter.urls.all}`),
    "—",
    `${why}\n${end}: ${letter.urls.unsubscribe}\n${list.settings}: ${letter.urls.settings}`,
  ].join("\n\n");
}

function toHtml(letter: ListLetter): string {
  const { list } = CATALOGUE[letter.language];
  const { why, end } = wordsAtEnd(letter);
  const link = (url: string, words: string) =>
    `<a href="${escapeHtml(url)}" style="${LINK}">${escapeHtml(words)}</a>`;
  const parts = letter.parts.map((part) =>
    [
      `<h2 style="${TITLE}">${link(part.url, titleOf(part, letter.language))}</h2>`,
      `<p style="${SOFT}">${escapeHtml(aboutOf(part, letter.language))}</p>`,
      ...part.words.map(
        ({ name, text }) =>
          `<p style="${WORDS}"><strong>${escapeHtml(fill(list.said, { name }))}</strong><br>${escapeHtml(text)}</p>`,
      ),
      ...moreOf(part, letter.language).map((words) => `<p style="${SOFT}">${escapeHtml(words)}</p>`),
      `<p>${link(part.url, list.read)}</p>`,
    ].join(""),
  );
  const more = moreThreads(letter).map(
    (words) => `<p>${escapeHtml(words)} ${link(letter.urls.all, list.all)}</p>`,
  );
  const subject = escapeHtml(subjectOf(letter));
  return [
    `<!doctype html><html lang="${letter.language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${subject}</title></head>`,
    `<body style="${BODY}"><div style="${COLUMN}">${parts.join(`<hr style="${RULE}">`)}${more.join("")}`,
    `<hr style="${RULE}"><p style="${SOFT}">${escapeHtml(why)}<br>`,
    `${link(letter.urls.unsubscribe, end)}<br>${link(letter.urls.settings, list.settings)}</p></div></body></html>`,
  ].join("");
}

function wordsAtEnd({ kind, language }: ListLetter): { why: string; end: string } {
  const { list } = CATALOGUE[language];
  return {
    thread: { why: list.whyThread, end: list.endThread },
    digest: { why: list.whyDigest, end: list.endDigest },
    direct: { why: list.whyDirect, end: list.endDirect },
  }[kind];
}

/** Where a thread stands and how much is new there; or why something is told. */
function aboutOf(part: LetterPart, language: Language): string {
  if (!("kind" in part)) return `${part.space} · ${countOf(part, language)}`;
  const { direct, reason, answer, norm, again } = CATALOGUE[language].list;
  const about = fill(direct[part.kind].about, { name: part.name });
  return [
    about,
    ...(part.norm === "" ? [] : [fill(norm, { norm: part.norm })]),
    ...(part.reason === "" ? [] : [fill(part.kind in ANSWERED ? answer : reason, { words: part.reason })]),
    ...(part.kind in APPEALABLE ? [again] : []),
  ].join(" ");
}

/** What is not done for a reason, but answered. */
const ANSWERED: Partial<Record<DirectPart["kind"], true>> = {
  ...{ letIn: true, declined: true },
  ...{ appealStands: true, appealUndone: true },
};

/** What somebody else can be asked to look at. */
const APPEALABLE: Partial<Record<DirectPart["kind"], true>> = {
  ...{ hidden: true, paused: true },
  ...{ slowed: true, removed: true },
};

/** What it is about; where its reader may not know that any more, that there is something new. */
function titleOf({ title }: LetterPart, language: Language): string {
  return title === "" ? CATALOGUE[language].list.subject : title;
}

function countOf({ count }: ThreadPart, language: Language): string {
  const { list } = CATALOGUE[language];
  return count === 1 ? list.one : fill(list.many, { count: String(count) });
}

function moreOf(part: LetterPart, language: Language): string[] {
  const more = "kind" in part ? 0 : part.count - part.words.length;
  return more > 0 ? [fill(CATALOGUE[language].list.more, { count: String(more) })] : [];
}

function moreThreads({ kind, more, language }: ListLetter): string[] {
  const { list } = CATALOGUE[language];
  const words = kind === "direct" ? list.moreDirect : list.moreThreads;
  return more > 0 ? [fill(words, { count: String(more) })] : [];
}

// Mail programs read no style sheets. Each colour is far enough from white to be read (WCAG 2.2 AA), and none is set behind it, so
// that programs can turn the whole letter dark.
const BODY = "margin:0;padding:24px 16px;font:16px/1.5 Georgia,'Times New Roman',serif";
const COLUMN = "max-width:36em;margin:0 auto";
const TITLE = "margin:0 0 4px;font-size:20px;line-height:1.3;font-weight:600";
const LINK = "color:#1d6652";
const SOFT = "margin:0 0 16px;font-size:14px;color:#58615d";
const WORDS = "margin:0 0 12px;padding-left:12px;border-left:2px solid #b9c4bf";
const RULE = "margin:24px 0;border:0;border-top:1px solid #b9c4bf";

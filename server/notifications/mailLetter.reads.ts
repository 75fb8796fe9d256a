import { createHash } from "node:crypto";
import { findReader, type Reader } from "#server/accounts/readers.reads";
import type { ListLetter, ThreadPart } from "#server/mail/listLetters";
import type { Id } from "#shared/ids";
import { excerpt } from "#shared/richText/plainText";
import { findDirect } from "./directLetter.reads";
import type { Mailings } from "./mailings";
import type { MailingRecord } from "./mailings.model";
import { listTold, type Told } from "./mailings.reads";
import { findPreferences, type MailPreferencesRecord } from "./mailPreferences.model";
import { wantsDirect } from "./mailPreferences.reads";
import { listPostsInMails } from "./notices.model";
import { toToken } from "./subscriptions";

/** How much is told of a thread: in a mail of its own, and in a digest. */
const amounts = { thread: { posts: 5, characters: 700 }, digest: { posts: 2, characters: 200 } };

/** Writes a planned mail as it is true now, for the address and in the language of now; null where nothing is left to say. */
export async function composeLetter(mailings: Mailings, mail: MailingRecord): Promise<ListLetter | null> {
  const [reader, preferences] = await Promise.all([
    findReader(mail.personId),
    findPreferences(mail.personId),
  ]);
  if (reader === null || preferences === null) return null;
  const found =
    mail.kind === "direct"
      ? await tellDirect(reader, preferences, mail, mailings.origin())
      : await tellFollowed(reader, preferences, mail, mailings.origin());
  if (found === null) return null;
  const { parts, more, threadId, list } = found;
  const host = new URL(mailings.origin()).hostname;
  return {
    ...{ kind: mail.kind, to: reader.address, language: reader.language, parts, more },
    day: dayOf(mail.plannedAt, reader, preferences.timeZone),
    urls: urlsOf(mailings, mail),
    marks: {
      messageId: `${hash(mail._id)}@${host}`,
      threadId: threadId && `thread.${hash(`${mail.personId}:${threadId}`)}@${host}`,
      listId: `${list}.${host}`,
    },
  };
}

/** What a letter says, the one thread of which it tells, if it is one, and of what list it is. */
type Found = Pick<ListLetter, "parts" | "more"> & { threadId: Id | null; list: string };

async function tellDirect(
  reader: Reader,
  preferences: MailPreferencesRecord,
  mail: MailingRecord,
  origin: string,
): Promise<Found | null> {
  if (!wantsDirect(preferences)) return null;
  const direct = await findDirect(reader, mail, origin);
  return direct.parts.length === 0 ? null : { ...direct, list: "direct" };
}

async function tellFollowed(
  { viewer }: Reader,
  { mode }: MailPreferencesRecord,
  { kind, ranges, since, more }: MailingRecord,
  origin: string,
): Promise<Found | null> {
  if (mode === "none") return null;
  const told = await listTold(viewer, ranges, since);
  const [first] = told;
  if (first === undefined) return null;
  const isDigest = kind === "digest";
  if (!isDigest && (await isToldDirectly(viewer.personId, first))) return null;
  return {
    parts: told.map((one) => toPart(one, isDigest ? "digest" : "thread", origin)),
    ...{ more, threadId: isDigest ? null : first.threadId },
    list: isDigest ? "digest" : `${first.spaceId}.spaces`,
  };
}

/** Whether all that a mail of a thread would tell was said to its reader, and is told them by another. */
async function isToldDirectly(personId: Id, { threadId, posts, more }: Told): Promise<boolean> {
  const direct = await listPostsInMails(personId, threadId);
  return more === 0 && posts.every(({ id }) => direct.has(id));
}

function urlsOf({ origin, secret }: Mailings, { personId, kind, ranges }: MailingRecord): ListLetter["urls"] {
  const target = kind === "thread" ? (ranges[0]?.threadId ?? "") : kind;
  const token = toToken({ personId, target }, secret);
  return {
    all: `${origin()}${kind === "direct" ? "/new" : "/forums"}`,
    settings: `${origin()}/settings#mail`,
    unsubscribe: `${origin()}/unsubscribe?token=${token}`,
    oneClick: `${origin()}/api/mailings/one-click/${token}`,
  };
}

function toPart(
  { threadId, title, spaceTitle: space, posts, more }: Told,
  kind: keyof typeof amounts,
  origin: string,
): ThreadPart {
  const amount = amounts[kind];
  return {
    ...{ title, space, count: posts.length + more },
    url: `${origin}/threads/${threadId}/${posts[0]?.place ?? 0}`,
    words: posts.slice(0, amount.posts).map(({ author: { name, campus }, body }) => ({
      name: campus === null ? name : `${name} (${campus.name})`,
      text: body === null ? "" : excerpt(body, amount.characters),
    })),
  };
}

function dayOf(moment: number, { language, timeZone }: Reader, chosen: string | null): string {
  const format = { timeZone: chosen ?? timeZone, day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(language === "es" ? "es" : "en-US", format).format(moment);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

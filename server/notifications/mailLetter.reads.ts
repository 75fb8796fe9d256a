import { createHash } from "node:crypto";
import { findReader, type Reader } from "#server/accounts/readers.reads";
import type { LetterPart, ListLetter } from "#server/mail/listLetters";
import { excerpt } from "#shared/richText/plainText";
import type { Mailings } from "./mailings";
import type { MailingRecord } from "./mailings.model";
import { listTold, type Told } from "./mailings.reads";
import { findPreferences } from "./mailPreferences.model";
import { toToken } from "./subscriptions";

/** How much is told of a thread: in a mail of its own, and in a digest. */
const amounts = { thread: { posts: 5, characters: 700 }, digest: { posts: 2, characters: 200 } };

/** Writes a planned mail as it is true now, for the address and in the language of now; null where nothing is left to say. */
export async function composeLetter(mailings: Mailings, mail: MailingRecord): Promise<ListLetter | null> {
  const [reader, preferences] = await Promise.all([
    findReader(mail.personId),
    findPreferences(mail.personId),
  ]);
  if (reader === null || preferences === null || preferences.mode === "none") return null;
  const told = await listTold(reader.viewer, mail.ranges, mail.since);
  const [first] = told;
  if (first === undefined) return null;
  const origin = mailings.origin();
  const host = new URL(origin).hostname;
  const isDigest = mail.kind === "digest";
  return {
    ...{ kind: mail.kind, to: reader.address, language: reader.language },
    day: dayOf(mail.plannedAt, reader, preferences.timeZone),
    parts: told.map((one) => toPart(one, mail.kind, origin)),
    more: mail.more,
    urls: urlsOf(mailings, mail),
    marks: {
      messageId: `${hash(mail._id)}@${host}`,
      threadId: isDigest ? null : `thread.${hash(`${mail.personId}:${first.threadId}`)}@${host}`,
      listId: isDigest ? `digest.${host}` : `${first.spaceId}.spaces.${host}`,
    },
  };
}

function urlsOf({ origin, secret }: Mailings, { personId, kind, ranges }: MailingRecord): ListLetter["urls"] {
  const threadId = kind === "digest" ? null : (ranges[0]?.threadId ?? null);
  const token = toToken({ personId, threadId }, secret);
  return {
    all: `${origin()}/forums`,
    settings: `${origin()}/settings#mail`,
    unsubscribe: `${origin()}/unsubscribe?token=${token}`,
    oneClick: `${origin()}/api/mailings/one-click/${token}`,
  };
}

function toPart(
  { threadId, title, spaceTitle: space, posts, more }: Told,
  kind: MailingRecord["kind"],
  origin: string,
): LetterPart {
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

import { findReader } from "#server/accounts/readers.reads";
import { noteMailed } from "./mailedThreads.model";
import { LONGEST_WAIT, LOOK_EVERY, type Mailings, MOST_THREADS, QUIET } from "./mailings";
import { keepMailings, type MailingRecord } from "./mailings.model";
import { firstAt, listNews, type News } from "./mailings.reads";
import { lookAgain, type MailPreferencesRecord } from "./mailPreferences.model";
import { nextLookAt } from "./mailPreferences.reads";

const DAY = 24 * 60 * 60_000;

/**
 * Plans what there is to mail to somebody whose time it is. Whoever dies at it has left mails that are planned already,
 * under the names that they will have again; how far threads are mailed goes by what is planned, and when it is looked
 * again is written last. So it may be done again, and by two at once, and plans each mail once.
 */
export async function planMails({ clock }: Mailings, preferences: MailPreferencesRecord): Promise<void> {
  const now = clock();
  const { _id: personId, mode, since } = preferences;
  const reader = await findReader(personId);
  if (reader === null) return await lookAgain(preferences, now + DAY);
  const news = await listNews(reader.viewer, since);
  const { mails, passedOver, next } =
    mode === "batched"
      ? await planThreads(preferences, news, now)
      : planDigest(preferences, news, { now, next: nextLookAt(preferences, reader.timeZone, now) });
  const planned = await keepMailings(mails);
  await noteMailed(personId, [...planned.flatMap(({ ranges }) => ranges), ...passedOver]);
  await lookAgain(preferences, next);
}

interface Plan {
  mails: MailingRecord[];
  /** Threads of which a digest only says that there are more. */
  passedOver: News[];
  next: number | null;
}

/** One mail for all threads that have something new. Of those beyond the first it only says that they are there. */
function planDigest(
  preferences: MailPreferencesRecord,
  news: News[],
  { now, next }: { now: number; next: number | null },
): Plan {
  if (news.length === 0) return { mails: [], passedOver: [], next };
  const mail = toMail(preferences, now, {
    _id: `${preferences._id}:digest:${preferences.nextAt}`,
    kind: "digest",
    ranges: news.slice(0, MOST_THREADS).map(toRange),
    more: Math.max(0, news.length - MOST_THREADS),
  });
  return { mails: [mail], passedOver: news.slice(MOST_THREADS), next };
}

/** A mail for each thread in which nobody has spoken for a while, or in which the first word has waited long enough. */
async function planThreads(preferences: MailPreferencesRecord, news: News[], now: number): Promise<Plan> {
  const ready: News[] = [];
  let next = now + LOOK_EVERY;
  for (const one of news.slice(0, MOST_THREADS)) {
    const quietAt = one.lastAt + QUIET;
    const dueAt = quietAt <= now ? quietAt : Math.min(quietAt, (await firstAt(one)) + LONGEST_WAIT);
    if (dueAt <= now) ready.push(one);
    else next = Math.min(next, dueAt);
  }
  const mails = ready.map((one) =>
    toMail(preferences, now, {
      _id: `${preferences._id}:thread:${one.threadId}:${one.from}`,
      ...{ kind: "thread", ranges: [toRange(one)], more: 0 },
    }),
  );
  return { mails, passedOver: [], next };
}

function toMail(
  { _id: personId, since }: MailPreferencesRecord,
  now: number,
  mail: Pick<MailingRecord, "_id" | "kind" | "ranges" | "more">,
): MailingRecord {
  return {
    ...{ personId, since, ...mail, state: "planned", attempts: 0, problem: "" },
    ...{ plannedAt: now, tryAt: now, doneAt: null },
  };
}

function toRange({ threadId, from, to }: News) {
  return { threadId, from, to };
}

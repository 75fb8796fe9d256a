import type { Shown } from "#server/forums/shown.reads";
import type { Comer } from "#server/groups/comers.reads";
import { FEWEST, type PeriodView } from "#shared/health/health.contract";
import type { Id } from "#shared/ids";

/** What a thread was begun with, and the first that somebody else has said in it. */
export interface Begun {
  opening: Shown;
  answer: Shown | null;
}

/** What tells, and what is answered by choosing, waits for no answer. */
const WAITS_FOR_NONE = ["announcement", "poll"];

/** The threads whose opening is among what was said, with their first answers. Their authors do not answer themselves. */
export function begunIn(shown: readonly Shown[]): Begun[] {
  const threads = byThread(shown);
  return shown
    .filter(({ place, kind }) => place === 0 && !WAITS_FOR_NONE.includes(kind))
    .map((opening) => ({ opening, answer: answerTo(opening, threads) }));
}

/**
 * After how many minutes half of the threads that were answered had their first answer. Nothing where fewer than five
 * people have begun them, or answered: else it would tell how long one waits, or how soon another is there.
 */
export function firstAnswerOf(begun: readonly Begun[]): number | null {
  const answered = begun.flatMap(({ opening, answer }) => (answer === null ? [] : [{ opening, answer }]));
  const asked = new Set(answered.map(({ opening }) => opening.personId));
  const answering = new Set(answered.map(({ answer }) => answer.personId));
  if (asked.size < FEWEST || answering.size < FEWEST) return null;
  // A post that was moved here may be older than what it answers now.
  const waits = answered.map(({ opening, answer }) => Math.max(0, answer.at - opening.at));
  return Math.round(median(waits) / 60_000);
}

/** How many came, how many of them have spoken since, and how many of these somebody else then followed. */
export function welcomeOf(
  comers: readonly Comer[],
  shown: readonly Shown[],
): Pick<PeriodView, "came" | "cameAndSpoke" | "welcomed"> {
  const threads = byThread(shown);
  const first = firstWordsOf(comers, shown);
  const isTold = comers.length >= FEWEST && first.length >= FEWEST;
  return {
    came: comers.length < FEWEST ? null : comers.length,
    cameAndSpoke: isTold ? first.length : null,
    welcomed: isTold ? first.filter((said) => answerTo(said, threads) !== null).length : null,
  };
}

/** The middle of some numbers; between two, half way. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** What each of the newcomers who have spoken said first, since they came. */
function firstWordsOf(comers: readonly Comer[], shown: readonly Shown[]): Shown[] {
  const joinedAt = new Map(comers.map((comer) => [comer.personId, comer.joinedAt]));
  const first = new Map<Id, Shown>();
  for (const said of shown) {
    const isSince = said.at >= (joinedAt.get(said.personId) ?? Number.POSITIVE_INFINITY);
    if (isSince && said.at < (first.get(said.personId)?.at ?? Number.POSITIVE_INFINITY))
      first.set(said.personId, said);
  }
  return [...first.values()];
}

/** The next thing that somebody else has said in the same thread, or null. */
function answerTo(said: Shown, threads: ReadonlyMap<Id, readonly Shown[]>): Shown | null {
  const later = threads.get(said.threadId)?.filter(({ place }) => place > said.place) ?? [];
  return later.find(({ personId }) => personId !== said.personId) ?? null;
}

/** What was said, by thread, in its order there. */
function byThread(shown: readonly Shown[]): Map<Id, Shown[]> {
  const threads = new Map<Id, Shown[]>();
  for (const said of shown.toSorted((one, other) => one.place - other.place)) {
    const before = threads.get(said.threadId);
    if (before === undefined) threads.set(said.threadId, [said]);
    else before.push(said);
  }
  return threads;
}

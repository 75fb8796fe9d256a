import { isDuplicate } from "#server/database/duplicates";
import { inTransaction, type Session } from "#server/database/transaction";
import { conflict, notFound, Refusal } from "#server/errors";
import { publish, strip } from "#server/live/publish";
import type { ForumEventName, ForumFact, ForumFactOf } from "#shared/forums/threads.events";
import type { ThreadSubject } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import { insertDeeds } from "./deeds.model";
import { answerAgain, toDeedRecord } from "./deeds.reads";
import { threadChannel } from "./forums.channel";
import { inTurn } from "./inTurn";
import { findThreadRecord, saveThread, type ThreadRecord } from "./threads.model";
import { type KnownThread, toKnownThreads, toThreadSubject } from "./threads.reads";

/** A deed in a thread. */
export interface Deed {
  /** Made by the device; the same one again is the same deed. */
  deedId: Id;
  threadId: Id;
  /** Who does it. */
  by: Id;
  name: ForumEventName;
}

/** The thread as it is when it is a deed's turn. */
export interface Now {
  /** To be changed as the deed changes it. */
  thread: ThreadRecord;
  /** What the policies ask about, as it is now. */
  subject: ThreadSubject;
  /** The seq that the change will have, and its time. */
  seq: number;
  at: number;
  session: Session;
}

/**
 * What a deed does: asks whether it may, changes `now.thread`, writes within the session what stands beside it, and
 * answers what everybody is told. It refuses before it writes anything, since other deeds share its transaction; and it
 * may be asked several times.
 */
export type Change<Name extends ForumEventName> = (now: Now) => Promise<ForumFactOf<Name>["data"]>;

/** A deed that waits until it is done. */
interface Turn {
  deed: Deed;
  known: KnownThread;
  change: Change<ForumEventName>;
  resolve(fact: ForumFact): void;
  reject(error: unknown): void;
}

/** How many deeds go together in one transaction at most. */
const MOST_AT_ONCE = 50;

/** The deeds that wait in each thread. */
const queues = new Map<Id, Turn[]>();

/**
 * The change, the telling and the answer of every deed in a thread: it takes the thread's next seq in the transaction
 * that changes it, and is told after. A deed that arrives twice is done once and answered the same, even when it could
 * not be done any more.
 */
export async function changeThread<const Name extends ForumEventName>(
  known: KnownThread,
  deed: Omit<Deed, "threadId" | "name">,
  name: Name,
  change: Change<Name>,
): Promise<ForumFactOf<Name>> {
  const threadId = known.record._id;
  const fact = await new Promise<ForumFact>((resolve, reject) => {
    const whole = { ...deed, threadId, name };
    const turn: Turn = { deed: whole, known, change: change as never, resolve, reject };
    const queue = queues.get(threadId);
    if (queue === undefined) void takeTurns(threadId, [turn]);
    else queue.push(turn);
  });
  return fact as ForumFactOf<Name>;
}

/**
 * Deeds of one thread wait for each other, so that on one server none meets another in the store; what came while one
 * transaction was under way goes together with the next. Another server's are met there, and the work is done again.
 */
async function takeTurns(threadId: Id, queue: Turn[]): Promise<void> {
  queues.set(threadId, queue);
  let most = MOST_AT_ONCE;
  while (queue.length > 0) {
    const turns = queue.splice(0, most);
    most = MOST_AT_ONCE;
    try {
      tell(await inTurn([threadId], () => doTogether(threadId, turns)));
    } catch (error) {
      if (turns.length > 1 && isDuplicate(error)) {
        // One of them is known already and has undone the others: they go again, one by one.
        queue.unshift(...turns);
        most = 1;
      } else for (const turn of turns) settle(turn, isDuplicate(error) ? deedIsAnothers() : error);
    }
  }
  queues.delete(threadId);
}

/** What became of deeds that went together. */
interface Outcome {
  done: { turn: Turn; fact: ForumFact }[];
  refused: { turn: Turn; refusal: Refusal }[];
}

async function doTogether(threadId: Id, turns: readonly Turn[]): Promise<Outcome> {
  return await inTransaction(async (session) => {
    const before = await findThreadRecord(threadId, session);
    if (before === null) throw notFound();
    let thread: ThreadRecord = before;
    const outcome: Outcome = { done: [], refused: [] };
    for (const turn of turns) {
      // A copy, so that what is refused halfway has changed nothing for the others.
      const changed = structuredClone(thread);
      try {
        const fact = await doOne(turn, changed, session);
        outcome.done.push({ turn, fact });
        thread = changed;
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        outcome.refused.push({ turn, refusal });
      }
    }
    const deeds = outcome.done.flatMap(({ turn, fact }) => toDeedRecord(turn.deed, fact) ?? []);
    if (outcome.done.length > 0) await saveThread(thread, session);
    await insertDeeds(deeds, session);
    return outcome;
  });
}

async function doOne(
  { deed, known, change }: Turn,
  thread: ThreadRecord,
  session: Session,
): Promise<ForumFact> {
  const now = await nowOf(thread, known, session);
  return toFact(now, deed.name, await change(now));
}

async function nowOf(thread: ThreadRecord, known: KnownThread, session: Session): Promise<Now> {
  const subject = await subjectOf(thread, known);
  return { thread, subject, seq: thread.seq + 1, at: Date.now(), session };
}

/** The thread takes the seq of what was done in it. */
function toFact({ thread, seq, at }: Now, name: ForumEventName, data: unknown): ForumFact {
  thread.seq = seq;
  return { roomId: thread._id, seq, at, name, data: strip(name, data) } as ForumFact;
}

/** What a deed in several threads does, and what is told in each of them; as a `Change`, it refuses before it writes. */
export type ChangeOfSeveral<Names extends readonly ForumEventName[]> = (
  nows: { [At in keyof Names]: Now },
) => Promise<{ [At in keyof Names]: ForumFactOf<Names[At]>["data"] }>;

/** Threads that are changed by one deed, each with the name of what is told in it. */
interface Several<Names extends readonly ForumEventName[]> {
  known: { [At in keyof Names]: KnownThread };
  names: Names;
  /** What else many wait for in turn: the categories that count threads. */
  beside?: readonly Id[];
}

/**
 * One deed in several threads, and in all of them or none: each takes its next seq in the one transaction and is told
 * after. It is the first one's deed, and answered with its fact, also when it arrives again. It waits for what is under way
 * in any of them; whoever waits for several does so in the order of ids, so that no two wait for each other.
 */
export async function changeThreads<const Names extends readonly ForumEventName[]>(
  { known, names, beside = [] }: Several<Names>,
  { deedId, by }: Pick<Deed, "deedId" | "by">,
  change: ChangeOfSeveral<Names>,
): Promise<ForumFactOf<Names[0]>> {
  const ids = known.map(({ record }) => record._id);
  const deed: Deed = { deedId, by, threadId: ids[0] as Id, name: names[0] as ForumEventName };
  const work = async (session: Session) => {
    const nows: Now[] = [];
    for (const one of known) {
      const thread = await findThreadRecord(one.record._id, session);
      if (thread === null) throw notFound();
      nows.push(await nowOf(thread, one, session));
    }
    const data = await change(nows as never);
    const facts = nows.map((now, at) => toFact(now, names[at] as ForumEventName, data[at]));
    for (const { thread } of nows) await saveThread(thread, session);
    await insertDeeds([toDeedRecord(deed, facts[0] as ForumFact) ?? []].flat(), session);
    return facts;
  };
  try {
    const facts = await inTurn([...ids, ...beside], () => inTransaction(work));
    for (const fact of facts) publish(threadChannel(fact.roomId), fact);
    return facts[0] as ForumFactOf<Names[0]>;
  } catch (error) {
    const refusal = isDuplicate(error) ? deedIsAnothers() : error;
    const again = refusal instanceof Refusal ? await answerAgain(deed) : null;
    if (again === null) throw refusal;
    return again as ForumFactOf<Names[0]>;
  }
}

/** Where the thread has moved since it was found, its new place is looked up. */
async function subjectOf(thread: ThreadRecord, known: KnownThread): Promise<ThreadSubject> {
  if (thread.placements.every(({ categoryId }) => known.categories.has(categoryId)))
    return toThreadSubject(thread, known.categories);
  const [moved] = await toKnownThreads([thread]);
  return (moved as KnownThread).subject;
}

function tell({ done, refused }: Outcome): void {
  for (const { turn, fact } of done) {
    publish(threadChannel(fact.roomId), fact);
    turn.resolve(fact);
  }
  for (const { turn, refusal } of refused) settle(turn, refusal);
}

/** Whoever is refused may have been heard before. */
function settle({ deed, resolve, reject }: Turn, error: unknown): void {
  if (!(error instanceof Refusal)) reject(error);
  else answerAgain(deed).then((fact) => (fact === null ? reject(error) : resolve(fact)), reject);
}

const deedIsAnothers = () => conflict("deedKnown", "That was sent before as something else. Send it anew.");

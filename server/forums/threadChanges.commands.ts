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
      tell(await doTogether(threadId, turns));
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
  const [seq, at] = [thread.seq + 1, Date.now()];
  const subject = await subjectOf(thread, known);
  const data = strip(deed.name, await change({ thread, subject, seq, at, session }));
  thread.seq = seq;
  return { roomId: thread._id, seq, at, name: deed.name, data } as ForumFact;
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

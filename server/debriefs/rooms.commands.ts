import { setTimeout as sleep } from "node:timers/promises";
import { inTime } from "#server/database/patience";
import type { Session } from "#server/database/transaction";
import { Refusal } from "#server/errors";
import { publish, strip } from "#server/live/publish";
import type { DebriefEventName, DebriefFactOf } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";
import { debriefChannel } from "./debriefs.channel";
import { deedIsAnothers, enterFact, enterFacts, type FactRecord, findDeed } from "./facts.model";
import { foldIntoRoom, imagine, type Room, toFact } from "./room";
import { readRoom, recallRoom } from "./rooms.reads";

/** What a deed comes to in the room as it is: the data of the fact, and what must change together with it. */
export interface Decision<Name extends DebriefEventName> {
  data: DebriefFactOf<Name>["data"];
  also?: (session: Session) => Promise<void>;
}

/** What is done where nothing is to be entered: in the deed's turn, on the room as it is, before the next is decided. */
export interface Aside<Reply> {
  instead: () => Promise<Reply>;
}

type Decide<Name extends DebriefEventName, Reply> = (
  room: Room,
  now: number,
) => Decision<Name> | Aside<Reply> | Promise<Decision<Name> | Aside<Reply>>;

export interface Deed {
  debriefId: Id;
  deedId: Id;
  /** Who does it. */
  by: Id;
}

/** A deed that waits until it is decided. */
interface Turn {
  deed: Deed;
  name: DebriefEventName;
  decide: Decide<DebriefEventName, unknown>;
  /** How often something else was entered where it should have been. */
  attempts: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** A deed that is decided, with the fact that it will be. */
interface Entry {
  turn: Turn;
  record: FactRecord;
  also: Decision<DebriefEventName>["also"];
}

/** Thrown where a deed was decided to enter nothing. */
class NothingToEnter {
  constructor(readonly aside: Aside<unknown>) {}
}

/** How often a deed is decided anew because another server entered something first. */
const PATIENCE = 50;
/** How many facts are written together at most. */
const MOST_AT_ONCE = 50;
/**
 * From the beginning of one write in a room to that of the next, in milliseconds at least; the longer where so many
 * deeds or more go together, as they do when everyone reacts at once. Both are too short to be seen.
 */
const REST = 20;
const LONG_REST = 40;
const RUSH = 3;

/** The deeds that wait in each room, the first being under way. */
const queues = new Map<Id, Turn[]>();

/**
 * The change, the telling and the answer of every deed in a room. `decide` is asked about the room as it is at some
 * seq, and its fact is entered at the next one or not at all; where somebody else was quicker it is asked again. A deed
 * that arrives twice is entered once and answered the same, even when it could not be done anymore. What is decided to
 * enter nothing is answered with what is done instead.
 */
export async function changeRoom<const Name extends DebriefEventName, Reply = never>(
  deed: Deed,
  name: Name,
  decide: Decide<Name, Reply>,
): Promise<DebriefFactOf<Name> | Reply> {
  const answer = await new Promise<unknown>((resolve, reject) => {
    const turn: Turn = {
      ...{ deed, name, resolve, reject, attempts: 0 },
      decide: decide as unknown as Turn["decide"],
    };
    const queue = queues.get(deed.debriefId);
    if (queue === undefined) void takeTurns(deed.debriefId, [turn]);
    else queue.push(turn);
  });
  return answer as DebriefFactOf<Name> | Reply;
}

/**
 * Deeds of one room are decided in the order in which they came, so that on one server none is decided in vain. Between
 * two writes the room rests: where all speak at once, what gathers meanwhile is one write, one flush and one
 * telling. What comes after a rest does not wait, and what is decided again has waited already.
 */
async function takeTurns(debriefId: Id, queue: Turn[]): Promise<void> {
  queues.set(debriefId, queue);
  let most = MOST_AT_ONCE;
  while (queue.length > 0) {
    const rest = sleep(queue.length < RUSH ? REST : LONG_REST);
    most = await takeSome(debriefId, queue, most);
    if ((queue[0]?.attempts ?? 0) === 0) await rest;
  }
  queues.delete(debriefId);
}

/**
 * Enters the first of those who wait, as many as can be written together: what came while a write was under way goes
 * with the next one, so that a room that speaks all at once waits for two writes and not for one each. Nothing is told
 * or answered before it is in the log. Answers how many may go together next; after one was kept out it goes alone.
 */
async function takeSome(debriefId: Id, queue: Turn[], most: number): Promise<number> {
  let underWay = queue.slice(0, 1);
  try {
    const isBehind = (queue[0]?.attempts ?? 0) > 0;
    const room = isBehind ? await readRoom(debriefId) : await recallRoom(debriefId);
    const entries = await decideSome(room, queue.slice(0, most));
    underWay = entries.map(({ turn }) => turn);

    const entered = await inTime(enter(entries));
    queue.splice(0, entered);
    const facts = entries.slice(0, entered).map(({ record }) => foldIntoRoom(room, record));
    publish(debriefChannel(debriefId), ...facts);
    for (const [place, fact] of facts.entries()) entries[place]?.turn.resolve(fact);
    if (entered === entries.length) return MOST_AT_ONCE;
    (queue[0] as Turn).attempts += 1;
    return 1;
  } catch (error) {
    // The log checks what is entered, and nothing else: nobody is refused by a room that this server only recalls.
    const [first] = underWay;
    const isDecided = error instanceof Refusal || error instanceof NothingToEnter;
    if (isDecided && first?.attempts === 0) {
      first.attempts += 1;
      return 1;
    }
    queue.splice(0, queue.length, ...queue.filter((turn) => !underWay.includes(turn)));
    const answers = underWay.map((turn) => answerAgain(turn, error).then(turn.resolve, turn.reject));
    if (!(error instanceof NothingToEnter)) return MOST_AT_ONCE;
    await Promise.all(answers);
    // The room was told nothing: the next need not rest.
    return queue.length > 0 ? await takeSome(debriefId, queue, MOST_AT_ONCE) : MOST_AT_ONCE;
  }
}

/**
 * Decides those that can be entered with one write, each on the room as the ones before it will have left it. The
 * first of them throws its refusal; a later one is asked again when what it was refused on has become true.
 */
async function decideSome(room: Room, turns: readonly Turn[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  let imagined = room;
  for (const turn of turns) {
    const entry = await decideOne(imagined, turn).catch((refusal) => {
      if (entries.length === 0) throw refusal;
      return null;
    });
    // What changes something besides the log is a transaction of its own.
    if (entry === null || (entry.also !== undefined && entries.length > 0)) break;
    entries.push(entry);
    if (entry.also !== undefined || entries.length === turns.length) break;
    if (imagined === room) imagined = imagine(room);
    foldIntoRoom(imagined, entry.record);
  }
  return entries;
}

async function decideOne(room: Room, turn: Turn): Promise<Entry> {
  const { deed, name, decide } = turn;
  const at = Date.now();
  const decision = await decide(room, at);
  if ("instead" in decision) throw new NothingToEnter(decision);
  const { data, also } = decision;
  const record: FactRecord = {
    _id: deed.deedId,
    debriefId: deed.debriefId,
    seq: room.view.seq + 1,
    at,
    name,
    data: strip(name, data) as FactRecord["data"],
    by: deed.by,
  };
  return { turn, record, also };
}

/** Answers how many are in the log now. One alone that was there before throws, for it is answered as it was then. */
async function enter(entries: readonly Entry[]): Promise<number> {
  const [{ turn, record, also }] = entries as [Entry];
  if (entries.length > 1) return await enterFacts(entries.map((entry) => entry.record));
  const became = await enterFact(record, also);
  if (became === "deedKnown") throw deedIsAnothers();
  if (became === "entered") return 1;
  if (turn.attempts === PATIENCE) throw new Error(`The log of ${record.debriefId} could not be entered.`);
  return 0;
}

/**
 * Answers a deed that had arrived before as it was answered then; throws the refusal where it is none of theirs, and does
 * what is to be done instead of entering it. Where the acknowledgement was lost between the store and this server, the
 * room has not heard of it yet and does now.
 */
async function answerAgain({ deed, name }: Turn, refusal: unknown): Promise<unknown> {
  const isAside = refusal instanceof NothingToEnter;
  if (!isAside && !(refusal instanceof Refusal)) throw refusal;
  const known = await findDeed(deed.deedId);
  const isSame = known?.by === deed.by && known.debriefId === deed.debriefId && known.name === name;
  if (isAside && known === null) return await inTime(refusal.aside.instead());
  if (!isSame) throw isAside ? deedIsAnothers() : refusal;
  if (known.seq > (await recallRoom(deed.debriefId)).view.seq) await readRoom(deed.debriefId);
  return toFact(known);
}

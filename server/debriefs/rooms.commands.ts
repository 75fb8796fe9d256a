import { conflict, Refusal } from "#server/errors";
import { publish, strip } from "#server/live/publish";
import type { DebriefEventName, DebriefFactOf } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";
import { debriefChannel } from "./debriefs.channel";
import { enterFact, type FactRecord, findDeed, type Session } from "./facts.model";
import { foldIntoRoom, type Room, toFact } from "./room";
import { readRoom, recallRoom } from "./rooms.reads";

/** What a deed comes to in the room as it is: the data of the fact, and what must change together with it. */
export interface Decision<Name extends DebriefEventName> {
  data: DebriefFactOf<Name>["data"];
  also?: (session: Session) => Promise<void>;
}

export interface Deed {
  debriefId: Id;
  deedId: Id;
  /** Who does it. */
  by: Id;
}

/** How often a deed is decided anew because another server entered something first. */
const PATIENCE = 50;

const turns = new Map<Id, Promise<unknown>>();

/**
 * The change, the telling and the answer of every deed in a room. `decide` is asked about the room as it is at some
 * seq, and its fact is entered at the next one or not at all; where somebody else was quicker it is asked again. A deed
 * that arrives twice is entered once and answered the same, even when it could not be done anymore.
 */
export async function changeRoom<const Name extends DebriefEventName>(
  deed: Deed,
  name: Name,
  decide: (room: Room, now: number) => Decision<Name> | Promise<Decision<Name>>,
): Promise<DebriefFactOf<Name>> {
  return await inTurn(deed.debriefId, async () => {
    for (let attempt = 0; attempt < PATIENCE; attempt++) {
      const room = attempt === 0 ? await recallRoom(deed.debriefId) : await readRoom(deed.debriefId);
      const fact = await tryOnce(deed, name, room, decide);
      if (fact !== null) return fact;
    }
    throw new Error(`The log of ${deed.debriefId} could not be entered.`);
  });
}

async function tryOnce<Name extends DebriefEventName>(
  deed: Deed,
  name: Name,
  room: Room,
  decide: (room: Room, now: number) => Decision<Name> | Promise<Decision<Name>>,
): Promise<DebriefFactOf<Name> | null> {
  const at = Date.now();
  let decision: Decision<Name>;
  try {
    decision = await decide(room, at);
  } catch (refusal) {
    return await answerAgain(deed, name, refusal);
  }
  const record: FactRecord = {
    _id: deed.deedId,
    debriefId: deed.debriefId,
    seq: room.view.seq + 1,
    at,
    name,
    data: strip(name, decision.data) as FactRecord["data"],
    by: deed.by,
  };
  const entry = await enterFact(record, decision.also);
  if (entry === "placeTaken") return null;
  if (entry === "deedKnown") return await answerAgain(deed, name, deedIsAnothers());
  const fact = foldIntoRoom(room, record) as DebriefFactOf<Name>;
  publish(debriefChannel(deed.debriefId), fact);
  return fact;
}

/**
 * Answers a deed that had arrived before as it was answered then; throws the refusal where it is none of theirs. Where
 * the acknowledgement was lost between the store and this server, the room has not heard of it yet and does now.
 */
async function answerAgain<Name extends DebriefEventName>(deed: Deed, name: Name, refusal: unknown) {
  if (!(refusal instanceof Refusal)) throw refusal;
  const known = await findDeed(deed.deedId);
  const isSame = known?.by === deed.by && known.debriefId === deed.debriefId && known.name === name;
  if (!isSame) throw refusal;
  if (known.seq > (await recallRoom(deed.debriefId)).view.seq) await readRoom(deed.debriefId);
  return toFact(known) as DebriefFactOf<Name>;
}

/** Deeds of one room are decided one after the other, so that on one server none is decided in vain. */
async function inTurn<Value>(debriefId: Id, work: () => Promise<Value>): Promise<Value> {
  const before = turns.get(debriefId) ?? Promise.resolve();
  const turn = before.then(work, work);
  turns.set(debriefId, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(debriefId) === turn) turns.delete(debriefId);
  }
}

const deedIsAnothers = () => conflict("deedKnown", "That was sent before as something else. Send it anew.");

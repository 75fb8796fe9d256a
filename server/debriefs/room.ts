import { applyDebriefEvent } from "#shared/debriefs/debriefs.apply";
import type { DebriefView, Reaction } from "#shared/debriefs/debriefs.contract";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";
import type { FactRecord } from "./facts.model";

/** How many of the latest facts a room keeps at hand for those who come back after a short absence. */
export const RECENT = 500;

/** A room as the server knows it: what everybody sees, and what only the server may know. */
export interface Room {
  view: DebriefView;
  /** The latest facts, in order, at most `RECENT`. */
  recent: DebriefFact[];
  /** Who wrote each contribution and answer, also where peers are not told. */
  authors: Map<Id, Id>;
  /** Who reacted to what; peers are told how many. */
  reacted: Map<string, Set<Id>>;
  /** A prompt was held here at some time: only then may words of the room be kept anywhere but in its log. */
  hasHeld: boolean;
}

/** A room in which nothing has happened yet. */
export function emptyRoom(view: DebriefView): Room {
  return { view, recent: [], authors: new Map(), reacted: new Map(), hasHeld: false };
}

/** Folds the next entry of the log into the room, in place. */
export function foldIntoRoom(room: Room, record: FactRecord): DebriefFact {
  const fact = toFact(record);
  if (fact.seq <= room.view.seq) return fact;
  if (fact.seq !== room.view.seq + 1)
    throw new Error(`The log of ${fact.roomId} has a hole before ${fact.seq}.`);
  room.view = applyDebriefEvent(room.view, fact);
  room.recent.push(fact);
  if (room.recent.length > RECENT * 2) room.recent.splice(0, RECENT);
  remember(room, fact, record.by);
  return fact;
}

/**
 * A copy that can be folded on without anyone seeing it, to decide on what is not in the log yet. It knows the authors
 * of what is folded on it alone: a room holds many, and whoever is refused for that is asked again on the room itself.
 */
export function imagine({ view, reacted, hasHeld }: Room): Room {
  const copied = [...reacted].map(([key, people]) => [key, new Set(people)] as const);
  return { view, recent: [], authors: new Map(), reacted: new Map(copied), hasHeld };
}

/** What of an entry everyone in the room may know: all but who did it. */
export function toFact({ debriefId, seq, at, name, data }: FactRecord): DebriefFact {
  return { roomId: debriefId, seq, at, name, data } as DebriefFact;
}

/** Those who reacted so to a contribution. */
export function reactorsOf(room: Room, contributionId: Id, reaction: Reaction): ReadonlySet<Id> {
  return room.reacted.get(`${contributionId}:${reaction}`) ?? new Set();
}

function remember(room: Room, fact: DebriefFact, by: Id): void {
  if (fact.name === "debriefs:contributed") room.authors.set(fact.data.contribution.id, by);
  if (fact.name === "debriefs:answered") room.authors.set(fact.data.answer.id, by);
  if (fact.name === "debriefs:holdingChanged") room.hasHeld = true;
  if (fact.name === "debriefs:withdrawn") forgetWords(room, fact.data.contributionId);
  if (fact.name === "debriefs:reacted") {
    const { contributionId, reaction, count } = fact.data;
    const key = `${contributionId}:${reaction}`;
    const reactors = room.reacted.get(key) ?? new Set();
    if (count > reactors.size) reactors.add(by);
    else reactors.delete(by);
    room.reacted.set(key, reactors);
  }
}

/** Takes withdrawn words out of the facts at hand too, so that whoever comes back is not handed them. */
function forgetWords(room: Room, contributionId: Id): void {
  room.recent = room.recent.map((fact) =>
    fact.name === "debriefs:contributed" && fact.data.contribution.id === contributionId
      ? { ...fact, data: { contribution: { ...fact.data.contribution, text: "", author: null } } }
      : fact,
  );
}

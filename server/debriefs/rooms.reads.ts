import { findCampusMark } from "#server/campuses/campuses.reads";
import { getConvening } from "#server/convenings/convenings.reads";
import { notFound } from "#server/errors";
import { nameGroups } from "#server/groups/groups.reads";
import { publish } from "#server/live/publish";
import { findProgram } from "#server/programs/programs.reads";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { noTimer } from "#shared/debriefs/timer";
import type { Id } from "#shared/ids";
import { debriefChannel } from "./debriefs.channel";
import { Debrief, type DebriefRecord } from "./debriefs.model";
import { listFactsAfter } from "./facts.model";
import { emptyRoom, foldIntoRoom, type Room } from "./room";
import { SharedReading } from "./sharedReading";

/** Rooms kept folded in memory; the one not used for longest makes way. */
const MOST_ROOMS = 300;

const rooms = new Map<Id, Held>();

interface Held {
  room: Room;
  /** The log has been read at least once: before, the room is empty and nothing can be decided on it. */
  isRead: boolean;
  reading: SharedReading<Room>;
}

/**
 * The room with everything that had been entered in its log when this was called, by whichever server. Those who ask
 * while a reading is under way share the next one, so that a crowd coming back costs two readings and not a crowd.
 */
export async function readRoom(debriefId: Id): Promise<Room> {
  const held = rooms.get(debriefId) ?? (await hold(debriefId));
  keepLonger(debriefId, held);
  return await held.reading.read();
}

/**
 * The room as this server last knew it. Good enough to decide a deed on, because the log refuses what was decided on
 * an old state; what is refused on it is decided again on `readRoom`.
 */
export async function recallRoom(debriefId: Id): Promise<Room> {
  const held = rooms.get(debriefId);
  return held?.isRead ? held.room : await readRoom(debriefId);
}

/** Forgets every room, as a server does that starts anew. */
export function forgetRooms(): void {
  rooms.clear();
}

async function hold(debriefId: Id): Promise<Held> {
  const record = await Debrief.findById(debriefId).lean<DebriefRecord>();
  if (record === null) throw notFound();
  const room = emptyRoom(await toEmptyView(record));
  const reading = new SharedReading(async () => {
    await catchUp(room, !made.isRead);
    made.isRead = true;
    return room;
  });
  const made: Held = { room, isRead: false, reading };
  const held = rooms.get(debriefId) ?? made;
  rooms.set(debriefId, held);
  return held;
}

/**
 * Folds what the log holds beyond the room. What is found after the first reading was entered elsewhere, or its
 * acknowledgement was lost, so those who listen here have not heard of it.
 */
async function catchUp(room: Room, isFirst: boolean): Promise<void> {
  const { id, seq } = room.view;
  for (const entry of await listFactsAfter(id, seq)) {
    if (entry.seq <= room.view.seq) continue;
    const fact = foldIntoRoom(room, entry);
    if (!isFirst) publish(debriefChannel(id), fact);
  }
}

function keepLonger(debriefId: Id, held: Held): void {
  rooms.delete(debriefId);
  rooms.set(debriefId, held);
  if (rooms.size > MOST_ROOMS) rooms.delete(rooms.keys().next().value as Id);
}

/** A room before anything has happened in it. */
async function toEmptyView(record: DebriefRecord): Promise<DebriefView> {
  return {
    id: record._id,
    seq: 0,
    ...(record.groupId ? await ofGroup(record, record.groupId) : await ofConvening(record)),
    startsAt: record.startsAt.getTime(),
    minutes: record.minutes,
    place: record.place,
    attribution: record.attribution,
    code: record.code,
    segments: record.segments,
    stage: "scheduled",
    position: { segment: -1, timer: noTimer },
    before: null,
    breath: null,
    heldSegments: [],
    contributions: [],
    spotlight: null,
    hands: [],
    handOrder: "asRaised",
    floor: null,
    timesCalled: {},
    headcount: null,
  };
}

/** Whose a room is, and what it is about. */
type Whose = Pick<
  DebriefView,
  "title" | "conveningId" | "campus" | "group" | "programId" | "memberCampusIds"
>;

async function ofConvening({ conveningId, campusId }: DebriefRecord): Promise<Whose> {
  const [convening, campus] = await Promise.all([
    getConvening(conveningId as Id),
    findCampusMark(campusId as Id),
  ]);
  const { id: programId, campusIds: memberCampusIds } = await findProgram(convening.programId);
  const { id, title } = convening;
  return { title, conveningId: id, campus, group: null, programId, memberCampusIds };
}

async function ofGroup({ title }: DebriefRecord, id: Id): Promise<Whose> {
  const name = (await nameGroups([id])).get(id);
  if (name === undefined) throw notFound();
  const group = { id, name };
  return { title, conveningId: null, campus: null, group, programId: null, memberCampusIds: [] };
}

import { findConvening } from "#server/convenings/convenings.reads";
import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { authorize, notFound } from "#server/errors";
import { countPresent } from "#server/live/presence";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import {
  canAttendDebrief,
  canFacilitateDebrief,
  canSeeHeadcount,
  canSeePhase,
  type DebriefSubject,
  isTalking,
  toDebriefSubject,
} from "#shared/debriefs/debriefs.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { debriefChannel } from "./debriefs.channel";
import {
  type Before,
  type DebriefRecord,
  findByCode,
  listDebriefRecords,
  listDebriefsById,
} from "./debriefs.model";
import { type KnownDebrief, toKnownDebriefs } from "./known.reads";
import type { Room } from "./room";
import { readRoom, recallRoom } from "./rooms.reads";

/** The debrief as the policies see it, found from the viewer: a room whose existence they may not know is notFound. */
export async function findDebrief(viewer: Viewer, debriefId: Id): Promise<DebriefSubject> {
  const subject = toDebriefSubject((await recallRoom(debriefId)).view);
  if (!canSeePhase(viewer, subject)) throw notFound();
  return subject;
}

/** The room with all that has happened in it, for its people. */
export async function findRoom(viewer: Viewer, debriefId: Id): Promise<Room> {
  authorize(canAttendDebrief(viewer, await findDebrief(viewer, debriefId)));
  return await readRoom(debriefId);
}

/** One debrief as a list shows it. */
export async function findSummary(viewer: Viewer, debriefId: Id): Promise<DebriefSummary> {
  await findDebrief(viewer, debriefId);
  const [record] = await listDebriefsById([debriefId]);
  if (record === undefined) throw notFound();
  const [summary] = await toSummaries(viewer, [record]);
  return summary as DebriefSummary;
}

/** The debriefs of a convening that the viewer can see, or without one those of their own rooms; latest start first. */
export async function listDebriefs(
  viewer: Viewer,
  { conveningId, after }: { conveningId?: Id; after?: string },
): Promise<Page<DebriefSummary>> {
  const before = after ? toBefore(after) : null;
  const records = conveningId
    ? await listOfConvening(viewer, conveningId, before)
    : await listOwn(viewer, before);
  const page = toPage(records, PAGE_SIZE, ({ startsAt, _id }) => [startsAt.getTime(), _id]);
  return { items: await toSummaries(viewer, page.items), next: page.next };
}

/** The room behind a join code, among the viewer's own. */
export async function findDebriefByCode(viewer: Viewer, code: string): Promise<Id> {
  const record = await findByCode(code);
  if (record === null) throw unknownCode();
  const subject = toDebriefSubject((await recallRoom(record._id)).view);
  if (!canAttendDebrief(viewer, subject)) throw unknownCode();
  return record._id;
}

/** What in the room is that person's own, also where peers are not told. */
export function toMine(room: Room, personId: Id) {
  const contributionIds = [...room.authors].filter(([, author]) => author === personId).map(([id]) => id);
  const reactions = [...room.reacted]
    .filter(([, people]) => people.has(personId))
    .map(([key]) => {
      const [contributionId, reaction] = key.split(":");
      return { contributionId, reaction } as { contributionId: Id; reaction: "resonates" | "sayMore" };
    });
  return { contributionIds, reactions };
}

async function listOfConvening(viewer: Viewer, conveningId: Id, before: Before | null) {
  await findConvening(viewer, conveningId);
  return await listDebriefRecords({ conveningId }, before, PAGE_SIZE + 1);
}

/** The campus's debriefs, those elsewhere that the viewer facilitates, and the rooms of their groups. */
async function listOwn(viewer: Viewer, before: Before | null): Promise<DebriefRecord[]> {
  const { campusId } = viewer;
  const list = (of: { campusId: Id } | { groupId: Id }) => listDebriefRecords(of, before, PAGE_SIZE + 1);
  const [ofCampus, elsewhere, ...ofGroups] = await Promise.all([
    campusId ? list({ campusId }) : [],
    listDebriefsById(scopesOf(viewer, "room")),
    ...scopesOf(viewer, "group").map((groupId) => list({ groupId })),
  ]);
  const added = elsewhere.filter((record) => record.campusId !== campusId && isAfter(record, before));
  return [...ofCampus, ...added, ...ofGroups.flat()].sort(byLatestStart).slice(0, PAGE_SIZE + 1);
}

/** The rooms, or the groups, in which the viewer is something. */
function scopesOf({ roles }: Viewer, kind: "room" | "group"): Id[] {
  return [...new Set(roles.flatMap(({ scopeKind, scopeId }) => (scopeKind === kind ? (scopeId ?? []) : [])))];
}

/** Debriefs as a list shows them to that viewer. */
export async function toSummaries(viewer: Viewer, records: DebriefRecord[]): Promise<DebriefSummary[]> {
  return (await toKnownDebriefs(records)).map((known) => toSummary(viewer, known));
}

function toSummary(viewer: Viewer, { record, subject, named }: KnownDebrief): DebriefSummary {
  const canAttend = canAttendDebrief(viewer, subject);
  const knowsHere = canSeeHeadcount(viewer, subject) && isTalking(record.stage);
  return {
    ...named,
    id: record._id,
    conveningId: record.conveningId,
    stage: record.stage,
    startsAt: record.startsAt.getTime(),
    minutes: record.minutes,
    place: canAttend ? record.place : null,
    here: knowsHere ? countPresent(debriefChannel(record._id)) : null,
    canAttend,
    canFacilitate: canFacilitateDebrief(viewer, subject),
  };
}

/** Where a page after that cursor begins. */
export function toBefore(cursor: string): Before {
  const [startsAt, id] = fromCursor(cursor, 2);
  return { startsAt: Number(startsAt), id: String(id) };
}

function isAfter(record: DebriefRecord, before: Before | null): boolean {
  if (before === null) return true;
  const startsAt = record.startsAt.getTime();
  return startsAt < before.startsAt || (startsAt === before.startsAt && record._id < before.id);
}

function byLatestStart(a: DebriefRecord, b: DebriefRecord): number {
  return b.startsAt.getTime() - a.startsAt.getTime() || (a._id < b._id ? 1 : -1);
}

/** A code of a room elsewhere is answered like one that does not exist. */
const unknownCode = () => notFound("No room of your campus has that code. Look at the projector again.");

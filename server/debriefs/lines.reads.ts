import { listViewers } from "#server/campuses/viewers.reads";
import { conflict, notFound } from "#server/errors";
import { markPersons } from "#server/people/people.reads";
import {
  canAttendDebrief,
  canFacilitateDebrief,
  type DebriefSubject,
} from "#shared/debriefs/debriefs.policy";
import type { LineMessageView, LineTalkView, LineView, OwnLineView } from "#shared/debriefs/lines.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findDebrief } from "./debriefs.reads";
import {
  findLineRecord,
  type LineMessageRecord,
  type LineRecord,
  listLineRecords,
  listMessageRecords,
} from "./lines.model";

/** The room in which the viewer has a line of their own; to whoever is not of it there is none. */
export async function findOwnLineRoom(viewer: Viewer, debriefId: Id): Promise<DebriefSubject> {
  const debrief = await findDebrief(viewer, debriefId);
  if (!canAttendDebrief(viewer, debrief)) throw notFound();
  if (canFacilitateDebrief(viewer, debrief)) throw facilitates();
  return debrief;
}

/** The room whose lines the viewer reads; to whoever does not facilitate it there are none. */
export async function findLinesRoom(viewer: Viewer, debriefId: Id): Promise<DebriefSubject> {
  const debrief = await findDebrief(viewer, debriefId);
  if (!canFacilitateDebrief(viewer, debrief)) throw notFound();
  return debrief;
}

/** Makes sure that this is somebody who takes part in the room and does not facilitate it. */
export async function expectParticipant(debrief: DebriefSubject, personId: Id): Promise<void> {
  const [person] = await listViewers([personId]);
  if (person === undefined || !canAttendDebrief(person, debrief)) throw notFound();
  if (canFacilitateDebrief(person, debrief)) throw facilitates();
}

/** The viewer's own line, empty where nothing was written on it yet. */
export async function findOwnLine(viewer: Viewer, debriefId: Id): Promise<OwnLineView> {
  await findOwnLineRoom(viewer, debriefId);
  const of = { debriefId, personId: viewer.personId as Id };
  const record = await findLineRecord(of);
  if (record === null) return { messages: [], readAt: 0 };
  return { messages: await toMessageViews(await listMessageRecords(of)), readAt: record.readAt };
}

/** The room's lines, for whoever facilitates it. */
export async function listLines(viewer: Viewer, debriefId: Id): Promise<LineView[]> {
  await findLinesRoom(viewer, debriefId);
  return await toLineViews(await listLineRecords(debriefId));
}

/**
 * The line of one participant, for whoever facilitates the room; empty where one may be begun. What was written stays to be
 * read also once that person is not of the room anymore.
 */
export async function findLine(viewer: Viewer, debriefId: Id, personId: Id): Promise<LineTalkView> {
  const debrief = await findLinesRoom(viewer, debriefId);
  const record = await findLineRecord({ debriefId, personId });
  if (record === null) {
    await expectParticipant(debrief, personId);
    return { line: null, messages: [] };
  }
  const [[line = null], messages] = await Promise.all([toLineViews([record]), listMessageRecords(record)]);
  return { line, messages: await toMessageViews(messages) };
}

async function toLineViews(records: readonly LineRecord[]): Promise<LineView[]> {
  const markOf = await markPersons(
    records.flatMap(({ personId, settledBy }) => (settledBy ? [personId, settledBy] : [personId])),
  );
  return records.map(({ personId, latestAt, waitsSince, settledBy, isAnswered }) => ({
    ...{ person: markOf(personId), latestAt, waitsSince, isAnswered },
    settledBy: settledBy === null ? null : markOf(settledBy),
  }));
}

async function toMessageViews(records: readonly LineMessageRecord[]): Promise<LineMessageView[]> {
  const markOf = await markPersons(records.map(({ by }) => by));
  return records.map(({ _id: id, by, words, at }) => ({ id, by: markOf(by), words, at }));
}

const facilitates = () =>
  conflict("facilitates", "Whoever facilitates a room has no private line of their own there.");

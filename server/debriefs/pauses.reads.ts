import { listHolderIds } from "#server/campuses/roles.reads";
import { listViewers } from "#server/campuses/viewers.reads";
import type { EntryRecord } from "#server/database/ledger";
import { authorize, conflict, notFound, Refusal } from "#server/errors";
import { listFacilitatorIds } from "#server/groups/happenings.reads";
import { findSilence } from "#server/groups/pauses.reads";
import { markPersons } from "#server/people/people.reads";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import {
  canAttendDebrief,
  canFacilitateDebrief,
  canSpeakInDebrief,
  type DebriefSubject,
} from "#shared/debriefs/debriefs.policy";
import type { OwnPauseView } from "#shared/debriefs/ownPause.contract";
import type { PausesView } from "#shared/debriefs/pauses.contract";
import type { Id } from "#shared/ids";
import type { HeldRole, Viewer } from "#shared/people/viewer";
import { findDebrief } from "./debriefs.reads";
import { findPause, listLatestPauses, listPausesIn, listPausesOf, type PauseRecord } from "./pauses.model";

/** A room has fewer facilitators than that. */
const MOST_FACILITATORS = 50;

/** Who is paused in a room, and who facilitates it, for those who do. */
export async function listPauses(viewer: Viewer, debriefId: Id): Promise<PausesView> {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));
  const [records, facilitatorIds] = await Promise.all([
    listPausesIn(debriefId),
    debrief.groupId === null
      ? listHolderIds("facilitator", "room", [debriefId], MOST_FACILITATORS)
      : listFacilitatorIds(debrief.groupId),
  ]);
  const markOf = await markPersons(records.map(({ personId }) => personId));
  const items = records.map((record) => ({ person: markOf(record.personId), ...toOwnView(record) }));
  return { items, facilitatorIds };
}

/** How somebody is paused in a room, or in the group whose own it is, for themselves; null where they are not. */
export async function findOwnPause(
  { id, group }: Pick<DebriefView, "id" | "group">,
  personId: Id,
): Promise<OwnPauseView | null> {
  const record = await findPause(id, personId);
  if (record !== null) return toOwnView(record);
  return group && (await findSilence(group.id, personId));
}

/** Until when those are or were paused of whose pauses some entries of logs tell, by entry; left out where they were paused anew. */
export async function findHowLong(
  entries: readonly EntryRecord[],
): Promise<Map<Id, Pick<OwnPauseView, "until">>> {
  const told = entries.flatMap(({ _id, at, whom, about: { debriefId } }) =>
    whom === null || debriefId === undefined ? [] : [{ _id, at, debriefId, personId: whom }],
  );
  const records = await listLatestPauses(told);
  return new Map(
    told.flatMap(({ _id, at, debriefId, personId }) => {
      const pause = records.find((one) => one.debriefId === debriefId && one.personId === personId);
      return pause === undefined || pause.at > at ? [] : [[_id, { until: knownEnd(pause) }] as const];
    }),
  );
}

/**
 * Learns how somebody is paused before they come to speak, and answers what refuses them in their turn, so that those who
 * wait behind them wait for no reading. It is asked in the turn, so that nothing that came in before goes past a pause, and
 * what the log has already is answered as it was; it rests on what is kept, which a pause that has come meanwhile drops.
 */
export async function prepareToSpeak(viewer: Viewer, debrief: DebriefSubject): Promise<() => Promise<void>> {
  const expectToSpeak = async () => {
    const paused = (await listPausesOf(viewer.personId as Id)).map(toRole);
    if (canSpeakInDebrief({ ...viewer, roles: [...viewer.roles, ...paused] }, debrief)) return;
    throw new Refusal(403, "paused", "A facilitator has asked you to pause. What you wrote is kept.");
  };
  await listPausesOf(viewer.personId as Id);
  return expectToSpeak;
}

/** Somebody of the room who can be paused there: notFound where they are not of it, a conflict where they facilitate it. */
export async function expectPausable(debrief: DebriefSubject, personId: Id): Promise<void> {
  const [person] = await listViewers([personId]);
  if (person === undefined || !canAttendDebrief(person, debrief)) throw notFound();
  if (canFacilitateDebrief(person, debrief))
    throw conflict("facilitates", "Whoever facilitates a room is not paused in it.");
}

/**
 * To policies a pause is a role in the room. It is no part of an identity, which is believed for a minute and whose change
 * cuts connections: a pause is over to the second, and peers would see its person go and come back.
 */
function toRole({ debriefId }: PauseRecord): HeldRole {
  return { role: "paused", scopeKind: "room", scopeId: debriefId };
}

/** Null while it runs until the room closes. */
function knownEnd({ until, isUntilClosed }: PauseRecord): number | null {
  return isUntilClosed && until > Date.now() ? null : until;
}

function toOwnView({ until, isUntilClosed, reason }: PauseRecord): OwnPauseView {
  return { until: isUntilClosed ? null : until, reason };
}

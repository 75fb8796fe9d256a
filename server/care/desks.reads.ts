import { listHolderIds, listRolesOf } from "#server/campuses/roles.reads";
import { findKnownDebriefs } from "#server/debriefs/known.reads";
import { findSpaceSubject } from "#server/forums/spaces.reads";
import { listGroupSubjects } from "#server/groups/groups.reads";
import { listFacilitatorIds } from "#server/groups/happenings.reads";
import { listProgramIdsOf } from "#server/programs/programs.reads";
import { stewardsOneOf } from "#shared/campuses/roles.policy";
import type { DeskSubject } from "#shared/care/care.policy";
import { canModerateSpace, type SpaceSubject } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import { isAdministrator } from "#shared/people/people.policy";
import { stranger, type Viewer } from "#shared/people/viewer";

/** Of those to whom something goes so many are told, and asked whether somebody else is among them. */
const MOST_KEEPERS = 50;

/**
 * To whom a report of somebody's post in a space goes. About one of the space's own moderators it goes past them: from a
 * campus's or a group's space to the stewards of one of its programs, else to whoever administers the deployment.
 */
export async function findDesk(aboutId: Id, space: SpaceSubject): Promise<DeskSubject> {
  const about: Viewer = {
    ...stranger,
    personId: aboutId,
    isVerified: true,
    roles: await listRolesOf(aboutId),
  };
  if (!canModerateSpace(about, space)) return { kind: "space", space };
  const programId = (await listProgramsAbove(space)).find((id) => !stewardsOneOf(about, [id]));
  return programId === undefined ? { kind: "site" } : { kind: "program", programId };
}

/**
 * To whom an appeal goes: to those who look after the space or room, if there is anybody but the two whom it is about; else
 * past them, to the stewards of a program in which there is, or to whoever administers the deployment.
 */
export async function findOtherDesk(twoIds: readonly Id[], desk: DeskSubject): Promise<DeskSubject> {
  return await findFirst([desk, ...(await listDesksAbove(desk))], twoIds);
}

/** The desk above one, where a keeper is who is none of those people; null above the last. */
export async function findDeskAbove(desk: DeskSubject, notIds: readonly Id[]): Promise<DeskSubject | null> {
  return desk.kind === "site" ? null : await findFirst(await listDesksAbove(desk), notIds);
}

async function findFirst(desks: readonly DeskSubject[], notIds: readonly Id[]): Promise<DeskSubject> {
  for (const desk of desks) if ((await listKeeperIds(desk)).some((id) => !notIds.includes(id))) return desk;
  return { kind: "site" };
}

/** Those to whom it goes what lies on a desk, in no order, and no more of them than are told. */
export async function listKeeperIds(desk: DeskSubject): Promise<Id[]> {
  if (desk.kind === "site") return await listHolderIds("administrator", "site", [null], MOST_KEEPERS);
  if (desk.kind === "program") return await listStewardIds(desk.programId);
  if (desk.kind === "room") return await listHolderIds("facilitator", "room", [desk.room.id], MOST_KEEPERS);
  const { groupId, programId, campusIds } = desk.space;
  if (groupId !== null) return await listFacilitatorIds(groupId);
  if (programId !== null) return await listStewardIds(programId);
  return await listHolderIds("coordinator", "campus", campusIds, MOST_KEEPERS);
}

/** The name under which what lies on a desk is kept. */
export function deskName(desk: DeskSubject): string {
  if (desk.kind === "site") return "site";
  if (desk.kind === "room") return `room:${desk.room.id}`;
  return desk.kind === "space" ? `space:${desk.space.id}` : `program:${desk.programId}`;
}

/** The logs that tell of an appeal: the one that tells what was done, and those of desks past the space or room. */
export function logsOfAppeal(ledger: string, ...desks: string[]): string[] {
  return [...new Set([ledger, ...desks.filter((name) => !name.startsWith("space:"))])];
}

/** The desk of that name; null where its space or room is gone. */
export async function findDeskNamed(name: string): Promise<DeskSubject | null> {
  const [kind, id = ""] = name.split(":");
  if (kind === "site") return { kind };
  if (kind === "program") return { kind, programId: id };
  if (kind === "room") return await findDeskOfRoom(id);
  const space = await findSpaceSubject(id);
  return space && { kind: "space", space };
}

/** The desk of a campus's debrief room is its facilitators'; a group's own room has none but the group's. */
async function findDeskOfRoom(debriefId: Id): Promise<DeskSubject | null> {
  const room = (await findKnownDebriefs([debriefId])).get(debriefId)?.subject;
  return room === undefined || room.groupId !== null ? null : { kind: "room", room };
}

/** Whether something was handed up from a desk on which that one might have done so: only then they may learn it is gone. */
export async function layWith(
  handed: { from?: string } | null | undefined,
  might: (desk: DeskSubject) => boolean,
): Promise<boolean> {
  const desk = handed?.from === undefined ? null : await findDeskNamed(handed.from);
  return desk !== null && might(desk);
}

/** The desks of those names, by name; those whose space or room is gone are left out. */
export async function findDesksNamed(names: readonly string[]): Promise<Map<string, DeskSubject>> {
  const found = await Promise.all(
    [...new Set(names)].map(async (name) => [name, await findDeskNamed(name)] as const),
  );
  return new Map(found.flatMap(([name, desk]) => (desk === null ? [] : [[name, desk] as const])));
}

/** The names of the desks past those of spaces that the viewer keeps. */
export function namesOfHigherDesks(viewer: Viewer): string[] {
  const programs = viewer.roles.flatMap(({ role, scopeId }) =>
    role === "steward" && scopeId !== null ? [`program:${scopeId}`] : [],
  );
  return isAdministrator(viewer) ? [...programs, "site"] : programs;
}

/** The desks above one but the last, which is above all. */
async function listDesksAbove(desk: DeskSubject): Promise<DeskSubject[]> {
  const toDesk = (programId: Id) => ({ kind: "program" as const, programId });
  if (desk.kind === "space") return (await listProgramsAbove(desk.space)).map(toDesk);
  return desk.kind === "room" && desk.room.programId !== null ? [toDesk(desk.room.programId)] : [];
}

/** The programs that stand above a space and are not those of its own moderators, always in the same order. */
async function listProgramsAbove({ programId, campusIds, groupId }: SpaceSubject): Promise<Id[]> {
  if (programId !== null) return [];
  const group = groupId === null ? undefined : (await listGroupSubjects([groupId])).get(groupId);
  if (group?.programId) return [group.programId];
  return (await Promise.all((group?.campusIds ?? campusIds).map(listProgramIdsOf))).flat().sort();
}

function listStewardIds(programId: Id): Promise<Id[]> {
  return listHolderIds("steward", "alliance", [programId], MOST_KEEPERS);
}

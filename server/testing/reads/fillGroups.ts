import { PAGE_SIZE } from "#server/database/cursor";
import { Debrief } from "#server/debriefs/debriefs.model";
import { Group } from "#server/groups/groups.model";
import { Invitation } from "#server/groups/invitations.model";
import { Membership } from "#server/groups/memberships.model";
import { JoinRequest } from "#server/groups/requests.model";
import type { Asker } from "#server/testing/matrix/viewers";
import type { PersonOfOurs, World } from "#server/testing/world";
import { type Id, newId } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { fillLog } from "./fillCare";

const many = Array.from({ length: PAGE_SIZE + 1 }, (_, turn) => turn);

/** Gives every list of a group and the list of groups a second page. */
export async function fillGroups({ groups }: World): Promise<void> {
  await storeLike(groups.open, {});
  for (const groupId of Object.values(groups)) {
    await Membership.insertMany(many.map((at) => membership(groupId, newId(), at)));
    await JoinRequest.insertMany(many.map((at) => request(groupId, newId(), at)));
    await Invitation.insertMany(many.map((at) => invitation(groupId, `${newId()}@alder.example`, at)));
    await Debrief.insertMany(many.map((at) => room(groupId, at)));
    await fillLog(newId(), `group:${groupId}`);
  }
}

/** Gives what of groups is a person's own a second page; for one of them, since whoever is in many looks into many lists. */
export async function fillOwnGroups({ groups }: World, askers: readonly Asker[]): Promise<void> {
  const { personId, address } = askers.map(({ viewer }) => viewer).find(isMember) as PersonOfOurs;
  // Hidden, so that the list of those that one is not in need not pass over them.
  const ids = await storeLike(groups.hidden, { isListed: false });
  await Membership.insertMany(ids.map((groupId, at) => membership(groupId, personId, at)));
  await JoinRequest.insertMany(ids.map((groupId, at) => request(groupId, personId, at)));
  await Invitation.insertMany(ids.map((groupId, at) => invitation(groupId, address, at)));
}

/** Stores groups beside one, as many as make a second page. */
async function storeLike(groupId: Id, given: { isListed?: boolean }): Promise<Id[]> {
  const record = await Group.findById(groupId).lean();
  const copies = many.map((at) => ({ ...record, _id: newId(), nameKey: `word ${at}`, ...given }));
  await Group.insertMany(copies);
  return copies.map(({ _id }) => _id);
}

function membership(groupId: Id, personId: Id, at: number) {
  const how = { part: "member", normsVersion: 1, joinedAt: at, order: `1:${at}:${newId()}` };
  return { _id: newId(), groupId, personId, ...how };
}

function request(groupId: Id, personId: Id, at: number) {
  const said = { words: "", normsVersion: 1, at, order: `${at}:${newId()}`, state: "open" };
  return { _id: newId(), groupId, personId, ...said };
}

function room(groupId: Id, at: number) {
  const [_id, startsAt] = [newId(), new Date(Date.now() - at * 60_000)];
  const fixed = { title: "A room", minutes: 60, attribution: "named", segments: [], stage: "closed" };
  return { _id, groupId, startsAt, code: `CODE ${_id}`, ...fixed };
}

function invitation(groupId: Id, address: string, turn: number) {
  const [_id, by, at] = [newId(), newId(), Date.now() - turn];
  const order = `${String(at).padStart(15, "0")}:${_id}`;
  return { _id, groupId, address, by, at, order, state: "open", sentAs: _id };
}

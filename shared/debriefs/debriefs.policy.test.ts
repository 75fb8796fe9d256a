import { expect, test } from "vitest";
import { newId } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";
import { canAttendDebrief, canSpeakInDebrief } from "./debriefs.policy";

const campusId = newId();
const debrief = { id: newId(), campusId, groupId: null, programId: newId(), memberCampusIds: [campusId] };
const paused = (scopeId: string, scopeKind: HeldRole["scopeKind"] = "room"): HeldRole => ({
  ...{ role: "paused", scopeKind, scopeId },
});
const member = (...roles: HeldRole[]): Viewer => ({
  ...{ ...stranger, personId: newId(), isVerified: true, campusId, roles },
});

test("whoever is paused in a room attends it and does not speak there", () => {
  const viewer = member(paused(debrief.id));
  expect([canAttendDebrief(viewer, debrief), canSpeakInDebrief(viewer, debrief)]).toEqual([true, false]);
});

test("in a group's own room who is in the group attends, and speaks unless they are paused there or in the group", () => {
  const groupId = newId();
  const own = { id: newId(), campusId: null, groupId, programId: null, memberCampusIds: [] };
  const inGroup: HeldRole = { role: "member", scopeKind: "group", scopeId: groupId };
  const standing = (viewer: Viewer) => [canAttendDebrief(viewer, own), canSpeakInDebrief(viewer, own)];
  expect(standing(member(inGroup))).toEqual([true, true]);
  expect(standing(member(inGroup, paused(own.id)))).toEqual([true, false]);
  expect(standing(member(inGroup, paused(groupId, "group")))).toEqual([true, false]);
  expect(standing(member())).toEqual([false, false]);
});

test("who is paused elsewhere speaks, and so does whoever facilitates the room", () => {
  const facilitator: HeldRole = { role: "facilitator", scopeKind: "room", scopeId: debrief.id };
  for (const viewer of [
    member(),
    member(paused(newId())),
    member(paused(debrief.id, "group")),
    member(facilitator, paused(debrief.id)),
  ])
    expect(canSpeakInDebrief(viewer, debrief)).toBe(true);
  expect(canSpeakInDebrief({ ...member(), campusId: newId() }, debrief)).toBe(false);
});

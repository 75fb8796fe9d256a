import { describe, expect, it } from "vitest";
import { newId } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";
import {
  canAnswerInvitation,
  canAskToJoin,
  canEnterGroup,
  canFacilitateGroup,
  canFoundGroup,
  canInviteToGroup,
  canJoinGroup,
  canReadGroup,
  canRemoveFromGroup,
  canSeeGroup,
  type GroupSubject,
  type Joining,
  joinings,
} from "./groups.policy";

const [alder, birch, cedar, dogwood, northern, southern] = Array.from({ length: 6 }, () => newId()) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const open: GroupSubject = {
  ...{ id: newId(), programId: northern, campusIds: [alder, birch] },
  ...{ joining: "open", isArchived: false },
};
const as = (joining: Joining): GroupSubject => ({ ...open, joining });

const fay = viewer(dogwood, { role: "facilitator", scopeKind: "group", scopeId: open.id });
const max = viewer(dogwood, { role: "member", scopeKind: "group", scopeId: open.id });
const mia = viewer(alder);
const ola = viewer(cedar);
const cora = viewer(dogwood, { role: "coordinator", scopeKind: "campus", scopeId: birch });
const stella = viewer(dogwood, { role: "steward", scopeKind: "alliance", scopeId: northern });
const sten = viewer(dogwood, { role: "steward", scopeKind: "alliance", scopeId: southern });
const ada = viewer(dogwood, { role: "administrator", scopeKind: "site", scopeId: null });
const everybody = [fay, max, mia, ola, cora, stella, sten, ada, stranger];
const who = (ask: (one: Viewer) => boolean) => everybody.filter(ask);

describe("a group", () => {
  it("is known to whoever is at home there, and a hidden one to its own people alone", () => {
    for (const joining of ["open", "request", "private"] as const)
      expect(who((one) => canSeeGroup(one, as(joining)))).toEqual([fay, max, mia, cora, stella]);
    expect(who((one) => canSeeGroup(one, as("hidden")))).toEqual([fay, max]);
  });

  it("is read by its own people and facilitated by its facilitators, whatever others look after", () => {
    for (const joining of joinings) {
      expect(who((one) => canReadGroup(one, as(joining)))).toEqual([fay, max]);
      expect(who((one) => canFacilitateGroup(one, as(joining)))).toEqual([fay]);
    }
  });

  it("is come into by those at home there as it says, and by nobody once it is archived", () => {
    for (const joining of joinings) {
      const comers = [mia, cora, stella];
      expect(who((one) => canJoinGroup(one, as(joining)))).toEqual(joining === "open" ? comers : []);
      expect(who((one) => canAskToJoin(one, as(joining)))).toEqual(joining === "request" ? comers : []);
      const archived = { ...as(joining), isArchived: true };
      expect(who((one) => canJoinGroup(one, archived) || canAskToJoin(one, archived))).toEqual([]);
      expect(who((one) => canInviteToGroup(one, archived))).toEqual([]);
    }
  });

  it("lets those pass at its door again who have just come in", () => {
    expect(who((one) => canEnterGroup(one, open))).toEqual([fay, max, mia, cora, stella]);
    expect(who((one) => canEnterGroup(one, as("private")))).toEqual([fay, max]);
  });

  it("is founded where one is at home", () => {
    expect(who((one) => canFoundGroup(one, open))).toEqual([mia, cora, stella]);
    const ofAlder = { programId: null, campusIds: [alder] };
    expect(who((one) => canFoundGroup(one, ofAlder))).toEqual([mia]);
  });
});

it("nobody removes themselves: they leave", () => {
  const removing = (one: Viewer, personId: string) => canRemoveFromGroup(one, { group: open, personId });
  expect(removing(fay, max.personId as string)).toBe(true);
  expect(removing(fay, fay.personId as string)).toBe(false);
  expect(who((one) => removing(one, newId()))).toEqual([fay]);
});

it("an invitation is its address's own, and nobody's while nobody has confirmed it", () => {
  const of = (personId: string | null) =>
    who((one) => canAnswerInvitation(one, { group: as("hidden"), personId }));
  expect(of(ola.personId)).toEqual([ola]);
  expect(of(null)).toEqual([]);
});

function viewer(campusId: string, ...roles: HeldRole[]): Viewer {
  return { ...stranger, personId: newId(), isVerified: true, campusId, roles };
}

import { describe, expect, it } from "vitest";
import { newId } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";
import { canSpreadThread, canTakeThreadAway, isReadByNoMore } from "./readers.policy";
import type { Audience, CategorySubject, SpaceSubject } from "./spaces.policy";
import { canReadThread, type PlacementSubject, type ThreadSubject } from "./threads.policy";

const [alder, birch, cedar, northern, southern, group] = Array.from({ length: 6 }, () => newId()) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const spaces: Record<string, SpaceSubject> = {
  alliance: { id: newId(), programId: northern, campusIds: [alder, birch], groupId: null },
  commons: { id: newId(), programId: northern, campusIds: [alder, birch], groupId: null },
  "other alliance": { id: newId(), programId: southern, campusIds: [cedar], groupId: null },
  alder: { id: newId(), programId: null, campusIds: [alder], groupId: null },
  birch: { id: newId(), programId: null, campusIds: [birch], groupId: null },
  group: { id: newId(), programId: null, campusIds: [], groupId: group },
};

/** A place by its name: `alliance everyone`, `alder moderators`, `alliance everyone hidden`. */
function at(name: string): PlacementSubject {
  const [, space = "", read = "", hidden] =
    /^(.*?) (everyone|coordinators|moderators)( hidden)?$/.exec(name) ?? [];
  const category: CategorySubject = {
    space: spaces[space] as SpaceSubject,
    ...{ read: read as Audience, start: "everyone", answer: "everyone", isArchived: false },
  };
  return { category, isHidden: hidden !== undefined };
}

describe("words said to few are not shown to many", () => {
  it.each([
    ["alliance everyone", "alliance everyone", true],
    ["commons everyone", "alliance everyone", true],
    ["alliance coordinators", "alliance everyone", true],
    ["alliance moderators", "alliance coordinators", true],
    ["alder everyone", "alliance everyone", true],
    ["alder moderators", "alliance coordinators", true],
    ["birch everyone", "alliance everyone", true],
    ["alliance everyone", "alliance coordinators", false],
    ["alliance coordinators", "alliance moderators", false],
    ["alliance everyone", "alder everyone", false],
    ["alliance moderators", "alder everyone", false],
    ["alder everyone", "alliance coordinators", false],
    ["birch everyone", "alder everyone", false],
    ["group everyone", "alliance everyone", false],
    ["alliance everyone", "group everyone", false],
    ["group moderators", "group everyone", true],
    ["group everyone", "group moderators", false],
    ["other alliance everyone", "alliance everyone", false],
    ["other alliance moderators", "alliance everyone", false],
    ["alliance everyone", "alliance everyone hidden", false],
    ["alliance moderators", "alliance everyone hidden", true],
    ["alliance everyone hidden", "alliance moderators", true],
  ])("to %s from %s: %s", (target, source, isSo) => {
    expect(isReadByNoMore([at(target)], [at(source)])).toBe(isSo);
  });

  it("what was said in several places may go wherever these together reach", () => {
    const both = [at("alder everyone"), at("birch everyone")];
    expect(isReadByNoMore(both, both)).toBe(true);
    expect(isReadByNoMore([at("birch everyone")], both)).toBe(true);
    // The stewards read neither of them.
    expect(isReadByNoMore([at("alliance everyone")], both)).toBe(false);
    expect(isReadByNoMore([at("alliance everyone")], [...both, at("alliance moderators")])).toBe(true);
  });

  it("agrees with who may read: nobody reads in the new place who does not in the old one", () => {
    const names = Object.keys(spaces).flatMap((space) =>
      ["everyone", "coordinators", "moderators", "everyone hidden"].map((read) => `${space} ${read}`),
    );
    for (const target of names)
      for (const source of names) {
        const readsThere = people.filter((one) => canReadThread(one, thread([at(target)])));
        const readsHere = people.filter((one) => canReadThread(one, thread([at(source)])));
        expect([target, source, isReadByNoMore([at(target)], [at(source)])]).toEqual([
          target,
          source,
          readsThere.every((one) => readsHere.includes(one)),
        ]);
      }
  });
});

describe("letting a thread stand elsewhere", () => {
  const author = viewer(alder);
  const here = thread([at("alliance everyone"), at("alder everyone")], author.personId as string);

  it("is for its author and those who look after its home", () => {
    expect([author, steward(northern)].map((one) => canSpreadThread(one, here))).toEqual([true, true]);
    for (const one of [viewer(alder), steward(southern), coordinator(alder), stranger])
      expect(canSpreadThread(one, here)).toBe(false);
  });

  it("is over for an author who may not read it any more", () => {
    expect(canSpreadThread(author, thread([at("alliance everyone hidden")], author.personId as string))).toBe(
      false,
    );
  });

  it("whoever looks after one of its spaces takes it away from there", () => {
    expect(canTakeThreadAway(coordinator(alder), here)).toBe(true);
    for (const one of [coordinator(birch), viewer(alder), steward(southern)])
      expect(canTakeThreadAway(one, here)).toBe(false);
  });
});

function thread(placements: PlacementSubject[], authorId = newId()): ThreadSubject {
  return { id: newId(), authorId, isClosed: false, placements };
}

function viewer(campusId: string | null, ...roles: HeldRole[]): Viewer {
  return { ...stranger, personId: newId(), isVerified: true, campusId, roles };
}
function coordinator(scopeId: string): Viewer {
  return viewer(null, { role: "coordinator", scopeKind: "campus", scopeId });
}
function steward(scopeId: string): Viewer {
  return viewer(null, { role: "steward", scopeKind: "alliance", scopeId });
}
function inGroup(role: "member" | "facilitator"): Viewer {
  return viewer(null, { role, scopeKind: "group", scopeId: group });
}
const people = [alder, birch, cedar]
  .flatMap((campusId) => [viewer(campusId), coordinator(campusId)])
  .concat([steward(northern), steward(southern), inGroup("member"), inGroup("facilitator")]);

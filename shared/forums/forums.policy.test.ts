import { describe, expect, it } from "vitest";
import { newId } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";
import {
  type Audience,
  type CategorySubject,
  canModerateSpace,
  canReadSpace,
  canStartThread,
  isAmong,
  type SpaceSubject,
} from "./spaces.policy";
import {
  canAnswerThread,
  canEditPost,
  canEditThread,
  canModeratePlacement,
  canModerateThread,
  canReadThread,
  canWithdrawPost,
  type PlacementSubject,
  type ThreadSubject,
} from "./threads.policy";

const [alder, birch, cedar, northern, southern] = Array.from({ length: 5 }, () => newId()) as [
  string,
  string,
  string,
  string,
  string,
];
const alliance: SpaceSubject = { id: newId(), programId: northern, campusIds: [alder, birch], groupId: null };
const ownOfAlder: SpaceSubject = { id: newId(), programId: null, campusIds: [alder], groupId: null };

const group = newId();
const ownOfGroup: SpaceSubject = { id: newId(), programId: null, campusIds: [], groupId: group };

const max = buildViewer(alder);
const mia = buildViewer(alder);
const ben = buildViewer(birch);
const ola = buildViewer(cedar);
const cora = buildViewer(null, { role: "coordinator", scopeKind: "campus", scopeId: alder });
const stella = buildViewer(null, { role: "steward", scopeKind: "alliance", scopeId: northern });
const sten = buildViewer(null, { role: "steward", scopeKind: "alliance", scopeId: southern });
const gil = buildViewer(cedar, { role: "facilitator", scopeKind: "group", scopeId: group });
const gus = buildViewer(cedar, { role: "member", scopeKind: "group", scopeId: group });
const ada = buildViewer(null, { role: "administrator", scopeKind: "site", scopeId: null });

describe("a space", () => {
  it("is read by its campuses, their coordinators and its stewards, and by nobody else", () => {
    const readers = [max, ben, cora, stella];
    for (const viewer of [max, ben, ola, cora, stella, sten, ada, stranger]) {
      expect(canReadSpace(viewer, alliance)).toBe(readers.includes(viewer));
    }
  });

  it("of a campus is closed to the other campuses and to the alliance's stewards", () => {
    for (const viewer of [ben, stella, ada]) expect(canReadSpace(viewer, ownOfAlder)).toBe(false);
    for (const viewer of [max, cora]) expect(canReadSpace(viewer, ownOfAlder)).toBe(true);
  });

  it("is looked after by an alliance's stewards, or by the campus's coordinators", () => {
    expect([stella, cora, max].map((viewer) => canModerateSpace(viewer, alliance))).toEqual([
      true,
      false,
      false,
    ]);
    expect([stella, cora, max].map((viewer) => canModerateSpace(viewer, ownOfAlder))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("of a group is read by its people, looked after by its facilitators, and nothing to anybody else", () => {
    for (const viewer of [max, ola, cora, stella, sten, ada, stranger])
      for (const audience of ["everyone", "coordinators", "moderators"] as const)
        expect(isAmong(viewer, ownOfGroup, audience)).toBe(false);
    for (const [viewer, moderates] of [
      [gil, true],
      [gus, false],
    ] as const) {
      expect([canReadSpace(viewer, ownOfGroup), canModerateSpace(viewer, ownOfGroup)]).toEqual([
        true,
        moderates,
      ]);
      expect(canReadSpace(viewer, alliance)).toBe(false);
      expect(canReadSpace(viewer, { ...ownOfGroup, groupId: newId() })).toBe(false);
    }
  });

  it("has audiences of which each includes the ones after it", () => {
    const narrow: Audience[] = ["moderators", "coordinators", "everyone"];
    for (const viewer of [max, ben, ola, cora, stella, sten, ada, stranger]) {
      const is = narrow.map((audience) => isAmong(viewer, alliance, audience));
      expect(is).toEqual([...is].sort());
    }
  });

  it("is nothing to somebody whose address is not confirmed", () => {
    expect(canReadSpace({ ...max, isVerified: false }, alliance)).toBe(false);
  });
});

describe("a category", () => {
  it("takes threads from its audience alone, and from nobody once archived", () => {
    const announcements = buildCategory({ start: "moderators" });
    expect([max, cora, stella].map((viewer) => canStartThread(viewer, announcements))).toEqual([
      false,
      false,
      true,
    ]);
    expect(canStartThread(stella, { ...announcements, isArchived: true })).toBe(false);
  });

  it("takes no thread from whoever may not read it, whatever it says of starting", () => {
    expect(canStartThread(max, buildCategory({ read: "coordinators" }))).toBe(false);
  });
});

describe("a thread in two spaces", () => {
  const thread = buildThread({
    authorId: max.personId as string,
    placements: [place(buildCategory()), place(buildCategory({ space: ownOfAlder }))],
  });

  it("is read by whoever reads one of them", () => {
    expect([ben, mia, cora, ola].map((viewer) => canReadThread(viewer, thread))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("hidden in one of them is still read in the other", () => {
    const [home, second] = thread.placements as [PlacementSubject, PlacementSubject];
    const hidden = { ...thread, placements: [{ ...home, isHidden: true }, second] };
    expect([ben, mia, stella].map((viewer) => canReadThread(viewer, hidden))).toEqual([false, true, true]);
  });

  it("is looked after by its home, and placed in each space by those who look after that one", () => {
    const [home, second] = thread.placements as [PlacementSubject, PlacementSubject];
    expect([stella, cora].map((viewer) => canModerateThread(viewer, thread))).toEqual([true, false]);
    expect([stella, cora].map((viewer) => canModeratePlacement(viewer, home))).toEqual([true, false]);
    expect([stella, cora].map((viewer) => canModeratePlacement(viewer, second))).toEqual([false, true]);
  });
});

describe("a closed thread", () => {
  const thread = buildThread({ authorId: max.personId as string, isClosed: true });
  const post = { authorId: max.personId as string, thread };

  it("is read, and answered by nobody", () => {
    expect([max, ben, stella].map((viewer) => canReadThread(viewer, thread))).toEqual([true, true, true]);
    expect([max, ben, stella].map((viewer) => canAnswerThread(viewer, thread))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("lets its author take words back but not change them", () => {
    expect(canEditPost(max, post)).toBe(false);
    expect(canEditThread(max, thread)).toBe(false);
    expect(canWithdrawPost(max, post)).toBe(true);
    expect(canWithdrawPost(mia, post)).toBe(false);
  });

  it("is still named anew by whoever looks after it", () => {
    expect(canEditThread(stella, thread)).toBe(true);
  });
});

it("a thread is answered only where its category takes answers from that person", () => {
  const thread = buildThread({ placements: [place(buildCategory({ answer: "coordinators" }))] });
  expect([max, cora, stella].map((viewer) => canAnswerThread(viewer, thread))).toEqual([false, true, true]);
});

function buildViewer(campusId: string | null, ...roles: HeldRole[]): Viewer {
  return { personId: newId(), name: "Somebody", unit: "", campusId, isVerified: true, roles };
}

function buildCategory(overrides: Partial<CategorySubject> = {}): CategorySubject {
  return {
    space: alliance,
    read: "everyone",
    start: "everyone",
    answer: "everyone",
    isArchived: false,
    ...overrides,
  };
}

function place(category: CategorySubject): PlacementSubject {
  return { category, isHidden: false };
}

function buildThread(overrides: Partial<ThreadSubject> = {}): ThreadSubject {
  return {
    id: newId(),
    authorId: newId(),
    isClosed: false,
    placements: [place(buildCategory())],
    ...overrides,
  };
}

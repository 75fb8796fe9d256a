import { describe, expect, it } from "vitest";
import { newId } from "#shared/ids";
import { type HeldRole, stranger, type Viewer } from "#shared/people/viewer";
import { canStateOutcome, isDeciding } from "./proposals.policy";
import type { ThreadSubject } from "./threads.policy";

const group = newId();
const fay = inGroup("facilitator");
const max = inGroup("member");
const mia = inGroup("member");
const ola: Viewer = { ...max, personId: newId(), roles: [] };

describe("positions", () => {
  it("are taken until their time is over or there is an outcome", () => {
    const decision = { decideBy: 1_000, outcome: null };
    expect([999, 1_000].map((at) => isDeciding(decision, at))).toEqual([true, false]);
    const outcome = { postId: newId(), result: "rejected", at: 10 } as const;
    expect(isDeciding({ ...decision, outcome }, 20)).toBe(false);
  });
});

describe("an outcome", () => {
  it("is stated by the author and by those who look after the home", () => {
    expect([fay, max, mia, ola, stranger].map((viewer) => canStateOutcome(viewer, buildThread()))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("is stated where the thread is closed by those who look after it alone, and by nobody where all is archived", () => {
    const [closed, archived] = [buildThread({ isClosed: true }), buildThread({}, true)];
    expect([fay, max].map((viewer) => canStateOutcome(viewer, closed))).toEqual([true, false]);
    expect([fay, max].map((viewer) => canStateOutcome(viewer, archived))).toEqual([false, false]);
  });
});

function inGroup(role: "facilitator" | "member"): Viewer {
  const held: HeldRole = { role, scopeKind: "group", scopeId: group };
  return { ...stranger, personId: newId(), isVerified: true, roles: [held] };
}

function buildThread(given: Partial<ThreadSubject> = {}, isArchived = false): ThreadSubject {
  const space = { id: newId(), programId: null, campusIds: [], groupId: group };
  const category = { space, read: "everyone", start: "everyone", answer: "everyone", isArchived } as const;
  const placements = [{ category, isHidden: false }];
  return { id: newId(), authorId: max.personId as string, isClosed: false, placements, ...given };
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "#shared/ids";
import { applyDebriefEvent } from "./debriefs.apply";
import type { ContributionView, DebriefView } from "./debriefs.contract";
import type { DebriefEventName, DebriefFact, DebriefFactOf } from "./debriefs.events";
import { isHolding } from "./debriefs.policy";
import { toDigest } from "./digest";
import { noTimer, startTimer } from "./timer";

const max = { personId: newId(), name: "Max", unit: "" };
const mia = { personId: newId(), name: "Mia", unit: "" };

function buildView(overrides: Partial<DebriefView> = {}): DebriefView {
  return {
    id: newId(),
    seq: 0,
    conveningId: newId(),
    group: null,
    title: "A convening",
    programId: newId(),
    memberCampusIds: [],
    campus: { id: newId(), name: "Alder State", shortName: "ALD", hue: "moss", glyph: "◆", timeZone: "UTC" },
    startsAt: 0,
    minutes: 60,
    place: "",
    attribution: "named",
    code: "KITE 42",
    segments: [
      { id: "a", kind: "openDiscussion", title: { en: "Talk" }, prompt: { en: "What?" }, minutes: 10 },
      { id: "b", kind: "commitments", title: { en: "Promise" }, prompt: { en: "Who?" }, minutes: 5 },
    ],
    stage: "live",
    position: { segment: 0, timer: noTimer },
    before: null,
    breath: null,
    heldSegments: [],
    contributions: [],
    spotlight: null,
    hands: [],
    handOrder: "asRaised",
    floor: null,
    timesCalled: {},
    headcount: null,
    ...overrides,
  };
}

function buildContribution(overrides: Partial<ContributionView> = {}): ContributionView {
  return {
    id: newId(),
    segment: 0,
    kind: "insight",
    author: max,
    text: "The messenger is the finding.",
    at: 0,
    isWithdrawn: false,
    isTakeaway: false,
    reactions: { resonates: 0, sayMore: 0 },
    answers: [],
    ...overrides,
  };
}

function fact<Name extends DebriefEventName>(
  seq: number,
  name: Name,
  data: DebriefFactOf<Name>["data"],
): DebriefFact {
  return { roomId: "", seq, at: 0, name, data } as DebriefFact;
}

const fold = (view: DebriefView, ...facts: DebriefFact[]) => facts.reduce(applyDebriefEvent, view);

describe("folding a fact", () => {
  it("changes nothing when the view holds it already", () => {
    const view = buildView({ seq: 3 });
    expect(applyDebriefEvent(view, fact(3, "debriefs:handsLowered", {}))).toBe(view);
  });

  it("keeps contributions in the order of the log", () => {
    const [one, two] = [buildContribution(), buildContribution()];
    const view = fold(
      buildView(),
      fact(1, "debriefs:contributed", { contribution: one }),
      fact(2, "debriefs:contributed", { contribution: two }),
    );
    expect(view.contributions).toEqual([one, two]);
    expect(view.seq).toBe(2);
  });

  it("leaves of a withdrawn contribution neither words nor name, nor its place on the projector", () => {
    const contribution = buildContribution({ isTakeaway: true });
    const before = buildView({ contributions: [contribution], spotlight: contribution.id });
    const view = fold(before, fact(1, "debriefs:withdrawn", { contributionId: contribution.id }));
    expect(view.spotlight).toBeNull();
    expect(view.contributions[0]).toMatchObject({
      text: "",
      author: null,
      isWithdrawn: true,
      isTakeaway: false,
    });
  });

  it("gives whoever is called the floor, lowers their hand and counts it", () => {
    const view = fold(
      buildView(),
      fact(1, "debriefs:handRaised", { person: max }),
      fact(2, "debriefs:handRaised", { person: mia }),
      fact(3, "debriefs:called", { person: mia }),
    );
    expect(view.hands.map(({ person }) => person)).toEqual([max]);
    expect(view.floor).toEqual(mia);
    expect(view.timesCalled).toEqual({ [mia.personId]: 1 });
  });

  it("empties the queue when the room closes", () => {
    const view = fold(
      buildView({ hands: [{ person: max, raised: 1 }], floor: mia }),
      fact(1, "debriefs:stageChanged", {
        stage: "closed",
        position: { segment: 1, timer: noTimer },
        before: null,
        headcount: 14,
      }),
    );
    expect(view).toMatchObject({ stage: "closed", hands: [], floor: null, headcount: 14 });
  });

  it("lets nothing stand in the light of the talk when the room begins to close", () => {
    const contribution = buildContribution();
    const before = buildView({ contributions: [contribution], spotlight: contribution.id });
    const stage = { position: before.position, before: null, headcount: null };
    const began = fold(before, fact(1, "debriefs:stageChanged", { stage: "live", ...stage }));
    expect(began.spotlight).toBe(contribution.id);
    const closing = fold(began, fact(2, "debriefs:stageChanged", { stage: "closing", ...stage }));
    expect(closing.spotlight).toBeNull();
    const lit = fold(closing, fact(3, "debriefs:spotlit", { contributionId: contribution.id }));
    expect(lit.spotlight).toBe(contribution.id);
  });

  it("changes only the timer when the timer is changed", () => {
    const timer = startTimer(5, 1_000);
    const view = fold(buildView(), fact(1, "debriefs:timerChanged", { timer }));
    expect(view.position).toEqual({ segment: 0, timer });
  });

  it("leaves its breath by going on, by moving and by changing stage", () => {
    const breath = { sentence: "Let us be quiet.", wasTimed: true };
    const position = { segment: 1, timer: noTimer };
    const breathing = fold(buildView(), fact(1, "debriefs:breathTaken", { breath, timer: noTimer }));
    expect(breathing).toMatchObject({ breath, position: { segment: 0, timer: noTimer } });
    const ways = [
      fact(2, "debriefs:wentOn", { timer: startTimer(5, 1_000) }),
      fact(2, "debriefs:moved", { position, before: null }),
      fact(2, "debriefs:stageChanged", { stage: "closing", position, before: null, headcount: 3 }),
    ];
    for (const way of ways) expect(fold(breathing, way).breath).toBeNull();
    expect(fold(breathing, ways[0]!).position).toEqual({ segment: 0, timer: startTimer(5, 1_000) });
  });

  it("holds one prompt and not the next, until it is let go", () => {
    const hold = (seq: number, segment: number, isHolding: boolean) =>
      fact(seq, "debriefs:holdingChanged", { segment, isHolding });
    const held = fold(buildView(), hold(1, 0, true));
    expect(held.heldSegments).toEqual([0]);
    expect(isHolding(held)).toBe(true);
    const moved = fold(
      held,
      fact(2, "debriefs:moved", { position: { segment: 1, timer: noTimer }, before: null }),
    );
    expect(isHolding(moved)).toBe(false);
    expect(fold(fold(moved, hold(3, 1, true)), hold(4, 0, false)).heldSegments).toEqual([1]);
  });

  it("ends the same when facts are told twice", () => {
    const contribution = buildContribution();
    const facts = [
      fact(1, "debriefs:contributed", { contribution }),
      fact(2, "debriefs:reacted", { contributionId: contribution.id, reaction: "resonates", count: 1 }),
      fact(3, "debriefs:handRaised", { person: mia }),
      fact(4, "debriefs:takeawayMarked", { contributionId: contribution.id, isTakeaway: true }),
    ];
    const view = buildView();
    fc.assert(
      fc.property(fc.array(fc.nat(3)), (repeats) => {
        const told = facts.flatMap((one, at) => [
          one,
          ...repeats.filter((r) => r <= at).map((r) => facts[r]!),
        ]);
        expect(fold(view, ...told)).toEqual(fold(view, ...facts));
      }),
    );
  });
});

describe("the digest", () => {
  it("gathers takeaways, commitments and what resonated unkept, without what was withdrawn", () => {
    const kept = buildContribution({ isTakeaway: true });
    const promise = buildContribution({ segment: 1, kind: "application" });
    const loud = buildContribution({ reactions: { resonates: 4, sayMore: 0 } });
    const gone = buildContribution({ isWithdrawn: true, text: "", reactions: { resonates: 9, sayMore: 0 } });
    const digest = toDigest(buildView({ contributions: [kept, promise, loud, gone], headcount: 14 }));
    expect(digest).toMatchObject({
      headcount: 14,
      takeaways: [kept],
      commitments: [promise],
      unkept: [loud],
      said: 3,
      byKind: { insight: 2, application: 1, question: 0 },
    });
  });
});

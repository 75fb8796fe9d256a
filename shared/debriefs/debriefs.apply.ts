import type { ContributionView, DebriefView } from "./debriefs.contract";
import type { DebriefEventName, DebriefFact, DebriefFactOf } from "./debriefs.events";

/**
 * Folds the next fact of the log into the view. A fact that the view already holds changes nothing; the caller keeps
 * one that came too early. The server folds its log with this same function, so both sides see the same room.
 */
export function applyDebriefEvent(view: DebriefView, fact: DebriefFact): DebriefView {
  if (fact.seq <= view.seq) return view;
  const change = changes[fact.name] as (view: DebriefView, fact: DebriefFact) => Partial<DebriefView>;
  return { ...view, ...change(view, fact), seq: fact.seq };
}

type Changes = {
  [Name in DebriefEventName]: (view: DebriefView, fact: DebriefFactOf<Name>) => Partial<DebriefView>;
};

const changes: Changes = {
  "debriefs:stageChanged": (_view, { data }) => ({
    stage: data.stage,
    position: data.position,
    before: data.before,
    headcount: data.headcount,
    breath: null,
    // What was lit belonged to the talk; in closing the room looks at what it leaves behind.
    ...(data.stage === "closing" ? { spotlight: null } : {}),
    ...(data.stage === "closed" ? { hands: [], floor: null, spotlight: null } : {}),
  }),
  "debriefs:moved": (_view, { data }) => ({
    position: data.position,
    before: data.before,
    // Whoever leads the room on leads it out of its breath.
    breath: null,
  }),
  "debriefs:timerChanged": (view, { data }) => ({ position: { ...view.position, timer: data.timer } }),
  "debriefs:breathTaken": (view, { data }) => ({
    breath: data.breath,
    position: { ...view.position, timer: data.timer },
  }),
  "debriefs:wentOn": (view, { data }) => ({
    breath: null,
    position: { ...view.position, timer: data.timer },
  }),
  "debriefs:holdingChanged": ({ heldSegments }, { data: { segment, isHolding } }) => {
    const others = heldSegments.filter((held) => held !== segment);
    return { heldSegments: isHolding ? [...others, segment] : others };
  },
  "debriefs:contributed": (view, { data }) => ({ contributions: [...view.contributions, data.contribution] }),
  "debriefs:withdrawn": (view, { data }) => ({
    ...onContribution(view, data.contributionId, () => ({
      text: "",
      author: null,
      isWithdrawn: true,
      isTakeaway: false,
    })),
    spotlight: view.spotlight === data.contributionId ? null : view.spotlight,
  }),
  "debriefs:answered": (view, { data }) =>
    onContribution(view, data.contributionId, ({ answers }) => ({ answers: [...answers, data.answer] })),
  "debriefs:reacted": (view, { data }) =>
    onContribution(view, data.contributionId, ({ reactions }) => ({
      reactions: { ...reactions, [data.reaction]: data.count },
    })),
  "debriefs:takeawayMarked": (view, { data }) =>
    onContribution(view, data.contributionId, () => ({ isTakeaway: data.isTakeaway })),
  "debriefs:spotlit": (_view, { data }) => ({ spotlight: data.contributionId }),
  "debriefs:handRaised": (view, { seq, data }) => ({
    hands: [...view.hands, { person: data.person, raised: seq }],
  }),
  "debriefs:handLowered": (view, { data }) => ({ hands: withoutHand(view, data.personId) }),
  "debriefs:handsLowered": () => ({ hands: [] }),
  "debriefs:called": (view, { data: { person } }) => ({
    hands: withoutHand(view, person.personId),
    floor: person,
    timesCalled: { ...view.timesCalled, [person.personId]: (view.timesCalled[person.personId] ?? 0) + 1 },
  }),
  "debriefs:floorFreed": () => ({ floor: null }),
  "debriefs:handOrderChosen": (_view, { data }) => ({ handOrder: data.order }),
};

function onContribution(
  view: DebriefView,
  contributionId: string,
  change: (contribution: ContributionView) => Partial<ContributionView>,
): Pick<DebriefView, "contributions"> {
  return {
    contributions: view.contributions.map((contribution) =>
      contribution.id === contributionId ? { ...contribution, ...change(contribution) } : contribution,
    ),
  };
}

function withoutHand(view: DebriefView, personId: string) {
  return view.hands.filter((hand) => hand.person.personId !== personId);
}

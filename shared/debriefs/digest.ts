import {
  type ContributionKind,
  type ContributionView,
  contributionKinds,
  type DebriefView,
} from "./debriefs.contract";

/** What a room leaves behind: shown while it closes, confirmed by its facilitator. */
export interface Digest {
  headcount: number;
  takeaways: ContributionView[];
  /** What was said in the segments for commitments: who will do what by when. */
  commitments: ContributionView[];
  /** Up to three remarks that resonated and were not kept, so that nothing strong is lost by oversight. */
  unkept: ContributionView[];
  said: number;
  answered: number;
  byKind: Record<ContributionKind, number>;
}

/** Sums the room up from its view, leaving out what was withdrawn. */
export function toDigest(view: DebriefView): Digest {
  const said = view.contributions.filter((contribution) => !contribution.isWithdrawn);
  const isPromise = ({ segment }: ContributionView) => view.segments[segment]?.kind === "commitments";
  const byKind = Object.fromEntries(
    contributionKinds.map((kind) => [kind, said.filter((contribution) => contribution.kind === kind).length]),
  ) as Record<ContributionKind, number>;
  return {
    headcount: view.headcount ?? 0,
    takeaways: said.filter(({ isTakeaway }) => isTakeaway),
    commitments: said.filter((contribution) => isPromise(contribution)),
    unkept: said
      .filter(
        (contribution) =>
          !contribution.isTakeaway && !isPromise(contribution) && contribution.reactions.resonates > 0,
      )
      .sort((a, b) => b.reactions.resonates - a.reactions.resonates)
      .slice(0, 3),
    said: said.length,
    answered: said.reduce((sum, { answers }) => sum + answers.length, 0),
    byKind,
  };
}

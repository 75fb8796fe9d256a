import type { ContributionKind } from "#shared/debriefs/debriefs.contract";

/** The signs of the kinds, in the order in which they are offered. A sign never stands without its word. */
export const kindSigns: Readonly<Record<ContributionKind, string>> = {
  insight: "✳",
  application: "→",
  question: "?",
  experience: "◌",
  concern: "!",
};

export const kindsOffered = Object.keys(kindSigns) as ContributionKind[];

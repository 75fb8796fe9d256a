import type { ThreadKind } from "#shared/forums/threads.contract";

/** The signs of the kinds of threads, in the order in which they are offered. A sign never stands without its word. */
export const kindSigns: Readonly<Record<ThreadKind, string>> = {
  discussion: "◌",
  question: "?",
  practice: "→",
  poll: "≡",
  proposal: "◇",
  announcement: "✳",
};

export const kindsOffered = Object.keys(kindSigns) as ThreadKind[];

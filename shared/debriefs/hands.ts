import type { DebriefView, HandView } from "./debriefs.contract";

/**
 * The hands in the order in which they will be called. With `fewestSpokenFirst`, those who had the floor less often
 * come first, and among equals the one who asked first.
 */
export function queueOfHands(
  view: Pick<DebriefView, "hands" | "handOrder" | "timesCalled">,
): readonly HandView[] {
  const spoken = (hand: HandView) =>
    view.handOrder === "fewestSpokenFirst" ? (view.timesCalled[hand.person.personId] ?? 0) : 0;
  return [...view.hands].sort((a, b) => spoken(a) - spoken(b) || a.raised - b.raised);
}

/** Whether that person waits for the floor. */
export function hasRaisedHand(view: Pick<DebriefView, "hands">, personId: string): boolean {
  return view.hands.some((hand) => hand.person.personId === personId);
}

import { invalid } from "#server/errors";
import { type DecisionView, LONGEST_DECIDING, SHORTEST_DECIDING } from "#shared/forums/proposals.contract";
import type { StartThreadInput } from "#shared/forums/threads.endpoints";
import type { HeldRecord } from "./held.model";

/** Refuses an end of the taking of positions that is too soon or too far ahead. */
export function expectDecideBy(decideBy: number, now: number): void {
  if (decideBy >= now + SHORTEST_DECIDING && decideBy <= now + LONGEST_DECIDING) return;
  const message = "Positions are taken for one hour to 92 days.";
  throw invalid(message, [{ path: "decideBy", message }]);
}

/** Refuses a proposal without an end, and an end of anything else. */
export function expectEndOfProposal({ kind, decideBy }: Pick<StartThreadInput, "kind" | "decideBy">): void {
  if ((kind === "proposal") !== (decideBy !== undefined)) {
    const message = "A proposal has a time until which positions are taken, and nothing else has.";
    throw invalid(message, [{ path: "decideBy", message }]);
  }
  if (decideBy !== undefined) expectDecideBy(decideBy, Date.now());
}

/** How a proposal begins: nobody has taken a position yet. */
export function toDecision(decideBy: number | undefined): { decision?: DecisionView } {
  if (decideBy === undefined) return {};
  return { decision: { decideBy, counts: { agree: 0, abstain: 0, disagree: 0, block: 0 }, outcome: null } };
}

/** A proposal that waited so long that hardly any time is left is given as long as its author gave it. */
export function endAfterWaiting({ start, at }: Pick<HeldRecord, "start" | "at">): { decideBy?: number } {
  if (start?.decideBy === undefined) return {};
  const { decideBy } = start;
  const now = Date.now();
  return { decideBy: decideBy >= now + SHORTEST_DECIDING ? decideBy : now + decideBy - at };
}

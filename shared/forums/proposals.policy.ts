import type { Viewer } from "#shared/people/viewer";
import type { DecisionView } from "./proposals.contract";
import { canEditThread, maySpeakInThread, type ThreadSubject } from "./threads.policy";

/** Takes positions at a moment: it is not decided, and its time is not over. */
export function isDeciding({ decideBy, outcome }: Pick<DecisionView, "decideBy" | "outcome">, at: number) {
  return outcome === null && at < decideBy;
}

/** States what became of a proposal: whoever may edit its thread, also where it is closed, and may speak where it stands. */
export function canStateOutcome(viewer: Viewer, thread: ThreadSubject): boolean {
  return canEditThread(viewer, thread) && maySpeakInThread(viewer, thread);
}

import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AppealSubject, canDecideAppeal } from "./appeals.policy";
import { canSettleReport, type ReportSubject } from "./care.policy";

/** What lies on a desk: a report, or an appeal. */
export type MatterSubject = ReportSubject | AppealSubject;

/** What the question about one note needs to know of it. */
export interface DeskNoteSubject {
  matter: MatterSubject;
  /** Who left it. */
  byId: Id;
}

/** Looks into it with the others, and reads and leaves notes: whoever may settle it or decide about it, and nobody else. */
export function canLookInto(viewer: Viewer, matter: MatterSubject): boolean {
  return "aboutId" in matter ? canSettleReport(viewer, matter) : canDecideAppeal(viewer, matter);
}

/** Takes a note back: who left it, while it still lies on a desk of theirs. */
export function canTakeBackDeskNote(viewer: Viewer, { matter, byId }: DeskNoteSubject): boolean {
  return viewer.personId === byId && canLookInto(viewer, matter);
}

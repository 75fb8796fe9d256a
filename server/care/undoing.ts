import type { Undoing } from "#server/database/ledger";
import type { AppealableDeed } from "#shared/care/appeals.policy";

/** How each deed is undone that may be appealed against. */
type Undoings = Readonly<Record<AppealableDeed, Undoing>>;

let undoings: Undoings | undefined;

/** Lets features tell how what is done in them is undone, since care knows no more of them than their pages. */
export function describeUndoings(described: Undoings): void {
  undoings = described;
}

/** How that deed is undone. */
export function undoingOf(deed: AppealableDeed): Undoing {
  if (undoings === undefined) throw new Error("Nobody has said how deeds are undone.");
  return undoings[deed];
}

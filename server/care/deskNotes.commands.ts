import { authorize, conflict, notFound } from "#server/errors";
import type { DeskNoteView } from "#shared/care/deskNotes.contract";
import { canLookInto, canTakeBackDeskNote } from "#shared/care/matters.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { tellDesk } from "./care.channel";
import { emptyDeskNote, keepDeskNote } from "./deskNotes.model";
import { findDeskNote, toDeskNoteViews } from "./deskNotes.reads";
import { findMatter } from "./matters.reads";

/**
 * Leaves a note for the others on whose desk a report or an appeal lies; sent again it is the same. Where it is handed up
 * in that very moment, the note goes with it.
 */
export async function leaveDeskNote(
  viewer: Viewer,
  matterId: Id,
  { noteId, words }: { noteId: Id; words: string },
): Promise<DeskNoteView> {
  const matter = await findMatter(viewer, matterId);
  authorize(canLookInto(viewer, matter));
  const record = await keepDeskNote({ _id: noteId, matterId, by: viewer.personId as Id, words });
  if (record === null) throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  tellDesk(matterId, "notes");
  return (await toDeskNoteViews([record]))[0] as DeskNoteView;
}

/** Takes a note of the viewer's back: its words are gone from the store, and that there was one stays. Twice is harmless. */
export async function takeBackDeskNote(viewer: Viewer, noteId: Id): Promise<DeskNoteView> {
  const { record, subject } = await findDeskNote(viewer, noteId);
  authorize(canTakeBackDeskNote(viewer, subject));
  const emptied = await emptyDeskNote(noteId);
  if (emptied === null) throw notFound();
  tellDesk(record.matterId, "notes");
  return (await toDeskNoteViews([emptied]))[0] as DeskNoteView;
}

import { fromCursor, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import { markPersons } from "#server/people/people.reads";
import type { DeskNoteView } from "#shared/care/deskNotes.contract";
import type { DeskNoteSubject } from "#shared/care/matters.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type DeskNoteRecord, findDeskNoteRecord, listDeskNotesOf } from "./deskNotes.model";
import { findMatter } from "./matters.reads";

const NOTES_AT_ONCE = 20;

/** A note with what its policy asks about. */
export interface KnownDeskNote {
  record: DeskNoteRecord;
  subject: DeskNoteSubject;
}

/** One note, found from the viewer: for whoever may not look into what it is about there is none. */
export async function findDeskNote(viewer: Viewer, noteId: Id): Promise<KnownDeskNote> {
  const record = await findDeskNoteRecord(noteId);
  if (record === null) throw notFound();
  return { record, subject: { matter: await findMatter(viewer, record.matterId), byId: record.by } };
}

/** What is noted about an open report or appeal, the oldest first. */
export async function listDeskNotes(
  viewer: Viewer,
  matterId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<DeskNoteView>> {
  await findMatter(viewer, matterId);
  const from = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const records = await listDeskNotesOf(matterId, from, NOTES_AT_ONCE + 1);
  const { items, next } = toPage(records, NOTES_AT_ONCE, ({ order }) => [order]);
  return { items: await toDeskNoteViews(items), next };
}

/** Those notes as they are read on the desk, in their order. */
export async function toDeskNoteViews(records: readonly DeskNoteRecord[]): Promise<DeskNoteView[]> {
  const markOf = await markPersons(records.map(({ by }) => by));
  return records.map(({ _id: id, by, at, words, isTakenBack }) => ({
    ...{ id, by: markOf(by), at, words, isTakenBack },
  }));
}

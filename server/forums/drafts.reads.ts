import { fromCursor, toPage } from "#server/database/cursor";
import type { DraftView } from "#shared/forums/drafts.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type DraftRecord, findDraftRecord, listDraftRecords, type Which } from "./drafts.model";

/** A draft may be 64 kB. */
const DRAFTS_AT_ONCE = 20;

/** The viewer's own draft of that, or null. */
export async function findDraft(viewer: Viewer, which: Which): Promise<DraftView | null> {
  const record = await findDraftRecord(viewer.personId as Id, which);
  return record && toDraftView(record);
}

/** The viewer's own drafts, the latest first. */
export async function listDrafts(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<DraftView>> {
  const before = after === undefined ? null : toBefore(after);
  const records = await listDraftRecords(viewer.personId as Id, before, DRAFTS_AT_ONCE + 1);
  const { items, next } = toPage(records, DRAFTS_AT_ONCE, ({ at, _id }) => [at, _id]);
  return { items: items.map(toDraftView), next };
}

function toDraftView({ _id, personId: _personId, ...draft }: DraftRecord): DraftView {
  return draft;
}

function toBefore(cursor: string): { at: number; id: string } {
  const [at, id] = fromCursor(cursor, 2);
  return { at: Number(at), id: String(id) };
}

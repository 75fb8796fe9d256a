import { conflict } from "#server/errors";
import type { DraftView } from "#shared/forums/drafts.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { deleteDraft, hasDrafts, insertDraft, replaceDraft } from "./drafts.model";
import { findDraft } from "./drafts.reads";

/** More half-written things than this nobody comes back to; each may be 64 kB. */
const MOST_DRAFTS = 300;

/**
 * Keeps the viewer's half-written words over the version that they have seen. Where another device has written since,
 * nothing is overwritten, and what is there is answered. No words at all let the draft go.
 */
export async function keepDraft(
  viewer: Viewer,
  draft: Omit<DraftView, "at">,
): Promise<{ isKept: boolean; draft: DraftView | null }> {
  const personId = viewer.personId as Id;
  const isKept = await keep(personId, { ...draft, at: Date.now() });
  return { isKept, draft: await findDraft(viewer, draft) };
}

async function keep(personId: Id, draft: DraftView): Promise<boolean> {
  const { version, ...words } = draft;
  const isGone = draft.body === null && draft.title === "";
  if (isGone) return version === 0 || (await deleteDraft(personId, draft, version));
  if (version > 0) return await replaceDraft(personId, draft);
  if (await hasDrafts(personId, MOST_DRAFTS))
    throw conflict("tooManyDrafts", "You have too many drafts. Send some or let them go.");
  return await insertDraft(personId, words);
}

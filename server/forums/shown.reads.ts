import type { ThreadKind } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import { type EntryHead, listEntriesSince } from "./entries.model";
import { listThreadTitles } from "./threads.model";

/** That somebody has said something which is shown, without their words. */
export interface Shown {
  threadId: Id;
  /** The opening stands at 0. */
  place: number;
  personId: Id;
  at: number;
  kind: ThreadKind;
}

/**
 * What was said in a group since a moment and is shown there now, the latest first, and the latest moment of which some of
 * it is beyond what is looked at. Nothing that is hidden, was taken back or waits. Never answer a person with it: it says
 * who spoke when.
 */
export async function listShownInGroup(
  groupId: Id,
  since: number,
  most: number,
): Promise<{ shown: Shown[]; cutAt: number | null }> {
  // A group's own space is a circle by itself. What is hidden there can be found in none of its categories.
  const entries = await listEntriesSince(groupId, since, most + 1);
  const shown = entries.slice(0, most).filter(({ categoryIds }) => categoryIds.length > 0);
  return { shown: shown.map(toShown), cutAt: entries[most]?.at ?? null };
}

/** What those of the threads are called that are open, by id. Never answer a person with them unasked. */
export async function nameOpenThreads(ids: readonly Id[]): Promise<Map<Id, string>> {
  const open = (await listThreadTitles(ids)).filter(({ isClosed }) => !isClosed);
  return new Map(open.map(({ _id, title }) => [_id, title]));
}

function toShown({ threadId, place, author, at, kind }: EntryHead): Shown {
  return { threadId, place, personId: author.personId, at, kind };
}

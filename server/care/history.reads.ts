import { listEntriesIn } from "#server/database/ledger";
import { type HistoryView, historyDeeds } from "#shared/care/care.contract";
import type { SpaceSubject } from "#shared/forums/spaces.policy";
import type { PlacementSubject, ThreadSubject } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";

/** More than so often is not counted. */
const MOST_COUNTED = 20;

/** What was done to somebody in a space, and in the group whose own it is; of no space nothing is told. */
export async function listHistory(personId: Id, space: SpaceSubject | null): Promise<HistoryView> {
  if (space === null) return [];
  const { id, groupId } = space;
  const ledgerOf = (deed: string) =>
    deed.startsWith("groups:") ? groupId && `group:${groupId}` : `space:${id}`;
  const counted = historyDeeds.map(async (deed): Promise<HistoryView> => {
    const ledger = ledgerOf(deed);
    const entries = ledger ? await listEntriesIn(ledger, { whom: personId, deed }, MOST_COUNTED) : [];
    const [latest] = entries;
    return latest === undefined ? [] : [{ deed, count: entries.length, lastAt: latest.at }];
  });
  return (await Promise.all(counted)).flat();
}

/** The space whose moderators look after a thread; null where there is none. */
export function homeSpaceOf(thread: ThreadSubject | undefined): SpaceSubject | null {
  const home = thread?.placements[0] as PlacementSubject | undefined;
  return home?.category.space ?? null;
}

import { type EntryRecord, enter } from "#server/database/ledger";
import type { Session } from "#server/database/transaction";
import { announce } from "#server/live/publish";
import type { LoggedInGroups } from "#shared/groups/logged";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** What a facilitator did, as the group's log is told of it. */
interface Logged {
  deed: LoggedInGroups;
  groupId: Id;
  /** To whom it was done. */
  whom?: Id;
  reason?: string;
  /** The norm that the reason names. */
  norm?: string | undefined;
  /** The request that was answered by it. */
  requestId?: Id;
}

/** Writes what a facilitator did into the group's log, in the transaction of the deed, and answers the entry. */
export async function enterLog(
  { personId }: Viewer,
  { deed, groupId, whom, reason = "", norm, requestId }: Logged,
  session: Session,
): Promise<EntryRecord> {
  const about: Record<string, Id> = requestId === undefined ? { groupId } : { groupId, requestId };
  const done = { by: personId as Id, deed, about, whom: whom ?? null, reason, norm };
  return await enter(`group:${groupId}`, done, session);
}

/** Tells other features of an entry about one person, once it is saved. */
export function announceEntry({ _id: entryId, deed, about: { groupId }, whom }: EntryRecord): void {
  if (whom === null || groupId === undefined) return;
  announce("groups:done", { groupId, entryId, deed: deed as LoggedInGroups, personId: whom });
}

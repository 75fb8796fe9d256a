import { enter } from "#server/database/ledger";
import type { Session } from "#server/database/transaction";
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
}

/** Writes what a facilitator did into the group's log, in the transaction of the deed. */
export async function enterLog(
  { personId }: Viewer,
  { deed, groupId, whom, reason = "" }: Logged,
  session: Session,
): Promise<void> {
  const done = { by: personId as Id, deed, about: {}, whom: whom ?? null, reason };
  await enter(`group:${groupId}`, done, session);
}

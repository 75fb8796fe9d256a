import { enter } from "#server/database/ledger";
import type { Session } from "#server/database/transaction";
import type { LoggedInDebriefs } from "#shared/debriefs/logged";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** What a facilitator did to somebody, as the room's log is told of it. */
interface Logged {
  deed: LoggedInDebriefs;
  debriefId: Id;
  /** To whom; null where whoever it is speaks without a name, for the log names nobody whom the room does not. */
  whom: Id | null;
  reason?: string;
  /** The held remark that it was done to. */
  heldId?: Id;
}

/** Writes what a facilitator did to somebody into the room's log, in the transaction of the deed. */
export async function enterLog(
  { personId }: Viewer,
  { deed, debriefId, whom, reason = "", heldId }: Logged,
  session: Session,
): Promise<void> {
  const about: Record<string, Id> = heldId === undefined ? { debriefId } : { debriefId, heldId };
  await enter(`room:${debriefId}`, { by: personId as Id, deed, about, whom, reason }, session);
}

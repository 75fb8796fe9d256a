import type { Session } from "#server/database/transaction";
import { Refusal } from "#server/errors";
import { facilitatesGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** Has somebody take their turn in a group as they speak; for how many milliseconds they wait still, or 0. */
type Turns = (groupId: Id, personId: Id, at: number, session: Session) => Promise<number>;

let turns: Turns = async () => 0;

/** Lets groups say who speaks slowly there. */
export function describeTurns(given: Turns): void {
  turns = given;
}

/** Refuses who speaks slowly in the group for a while and has spoken a moment ago; else it is noted that they speak now. */
export async function takeTurn(
  viewer: Viewer,
  groupId: Id | null,
  at: number,
  session: Session,
): Promise<void> {
  if (groupId === null || facilitatesGroup(viewer, groupId)) return;
  const wait = await turns(groupId, viewer.personId as Id, at, session);
  if (wait > 0) throw tooSoon(Math.ceil(wait / 1_000));
}

const tooSoon = (retryAfter: number) =>
  new Refusal(
    429,
    "slowly",
    "For a while you speak slowly in this group: try again a little later. What you wrote is kept.",
    { retryAfter },
  );

import type { EntryRecord, Undoing } from "#server/database/ledger";
import { inTransaction, type Session } from "#server/database/transaction";
import { conflict } from "#server/errors";
import { revoke } from "#server/live/revocations";
import type { Id } from "#shared/ids";
import { findMembership, letIn } from "./memberships.model";
import { dropPause, findPause } from "./pauses.model";

/** How what was done to somebody in a group is undone. Who was removed comes back as a member, and is asked for the norms. */
export const undoingInGroups: Readonly<
  Record<"groups:paused" | "groups:slowed" | "groups:removed", Undoing>
> = {
  "groups:paused": undoingOfPause((pace) => pace === 0),
  "groups:slowed": undoingOfPause((pace) => pace > 0),
  "groups:removed": {
    stands: async (entry) => (await findMembership(...whomOf(entry))) === null,
    undo: (entry, _by, also) =>
      together(entry, also, async (session) => {
        const [groupId, personId] = whomOf(entry);
        const came = await letIn({ groupId, personId, normsVersion: 0 }, {}, session);
        if (came === "closed") throw conflict("archived", "The group is archived: nobody comes in any more.");
      }),
  },
};

/** A pause is undone by what it is: one that was made a slower pace since is another, with a decision of its own. */
function undoingOfPause(isMeant: (pace: number) => boolean): Undoing {
  const runs = async (entry: EntryRecord, session: Session | null) => {
    const pause = await findPause(...whomOf(entry), session);
    return pause !== null && isMeant(pause.pace ?? 0);
  };
  return {
    stands: (entry) => runs(entry, null),
    undo: (entry, _by, also) =>
      together(entry, also, async (session) => {
        if (await runs(entry, session)) await dropPause(...whomOf(entry), session);
      }),
  };
}

async function together(
  { whom }: EntryRecord,
  also: (session: Session) => Promise<void>,
  undo: (session: Session) => Promise<void>,
): Promise<void> {
  await inTransaction(async (session) => {
    await undo(session);
    await also(session);
  });
  await revoke(whom as Id);
}

function whomOf({ about, whom }: EntryRecord): [groupId: Id, personId: Id] {
  return [about.groupId as Id, whom as Id];
}

import type { EntryRecord, Undoing } from "#server/database/ledger";
import { inTransaction, type Session } from "#server/database/transaction";
import { conflict } from "#server/errors";
import { revoke } from "#server/live/revocations";
import type { Id } from "#shared/ids";
import { findMembership, letIn } from "./memberships.model";
import { dropPause, findPause } from "./pauses.model";

/** How what was done to somebody in a group is undone. Who was removed comes back as a member, and is asked for the norms. */
export const undoingInGroups: Readonly<Record<"groups:paused" | "groups:removed", Undoing>> = {
  "groups:paused": {
    stands: async (entry) => (await findPause(...whomOf(entry))) !== null,
    undo: (entry, _by, also) =>
      together(entry, also, async (session) => {
        await dropPause(...whomOf(entry), session);
      }),
  },
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

import type { EntryRecord, Undoing } from "#server/database/ledger";
import type { Id } from "#shared/ids";
import { tellOf } from "./apart.channel";
import { endPauseOfThen, findPause } from "./pauses.model";

/** How what was done to somebody in a room is undone. A pause of which the entry does not tell, since it came later, runs on. */
export const undoingInDebriefs: Readonly<Record<"debriefs:paused", Undoing>> = {
  "debriefs:paused": {
    async stands(entry) {
      const { debriefId, personId, at } = pauseOf(entry);
      const pause = await findPause(debriefId, personId);
      return pause !== null && pause.at <= at;
    },
    async undo(entry, _by, also) {
      const pause = pauseOf(entry);
      await endPauseOfThen(pause, also);
      tellOf(pause.debriefId, pause.personId);
    },
  },
};

/** The entry is written after the pause has begun, in its transaction. */
function pauseOf({ about, whom, at }: EntryRecord) {
  return { debriefId: about.debriefId as Id, personId: whom as Id, at };
}

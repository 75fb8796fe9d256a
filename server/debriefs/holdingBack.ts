import type { HeldReply } from "#shared/debriefs/heldRemarks.contract";
import { tellOf } from "./apart.channel";
import { deedIsAnothers } from "./facts.model";
import { findHeld, type HeldRemarkRecord, keepHeld } from "./heldRemarks.model";
import type { Room } from "./room";
import type { Aside, Deed } from "./rooms.commands";

/** A remark as it was written, before it is decided where it goes. */
export type Remark = Omit<HeldRemarkRecord, "state" | "reason" | "settledBy">;

/**
 * Answers a deed that was held when it came first as it was answered then, whatever the room takes by now; null where it
 * was not. In a room that never held any nothing is looked up.
 */
export async function heldBefore(
  { hasHeld }: Room,
  { debriefId, deedId, by }: Deed,
): Promise<Aside<HeldReply> | null> {
  const known = hasHeld ? await findHeld(debriefId, deedId) : null;
  if (known === null) return null;
  if (known.by !== by) throw deedIsAnothers();
  return { instead: async () => ({ heldId: deedId }) };
}

/** Keeps a remark for the facilitators instead of saying it; the room is told nothing. */
export function holdBack(remark: Remark): Aside<HeldReply> {
  return {
    async instead() {
      await keepHeld({ ...remark, state: "waiting", reason: "", settledBy: null });
      tellOf(remark.debriefId, remark.by);
      return { heldId: remark._id };
    },
  };
}

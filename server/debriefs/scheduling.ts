import { isDuplicate } from "#server/database/duplicates";
import { conflict } from "#server/errors";
import { type DebriefRecord, insertDebrief, listDebriefsById } from "./debriefs.model";
import { makeJoinCode } from "./joinCode";

/** Keeps a room to come, with a code that is free; the same id again is the same room. */
export async function scheduleRoom(record: Omit<DebriefRecord, "code">): Promise<DebriefRecord> {
  // Longer ones when the short ones run out.
  for (let attempt = 0; attempt < 40; attempt++) {
    const coded = { ...record, code: makeJoinCode(attempt < 20 ? 2 : 4) };
    try {
      await insertDebrief(coded);
      return coded;
    } catch (error) {
      if (isDuplicate(error, "_id")) return await findSame(record);
      if (!isDuplicate(error, "code")) throw error;
    }
  }
  throw new Error("No join code is free.");
}

async function findSame(record: Omit<DebriefRecord, "code">): Promise<DebriefRecord> {
  const [known] = await listDebriefsById([record._id]);
  if (known === undefined || whoseIs(known) !== whoseIs(record))
    throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  return known;
}

function whoseIs({ conveningId, campusId, groupId }: Omit<DebriefRecord, "code">): string {
  return groupId ? groupId : `${conveningId} ${campusId}`;
}

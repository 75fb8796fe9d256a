import { getConvening } from "#server/convenings/convenings.reads";
import { isDuplicate } from "#server/database/duplicates";
import { authorize, conflict, invalid, notFound } from "#server/errors";
import { findProgram } from "#server/programs/programs.reads";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import type { ScheduleInput } from "#shared/debriefs/debriefs.endpoints";
import { canScheduleDebrief } from "#shared/debriefs/debriefs.policy";
import type { Viewer } from "#shared/people/viewer";
import { type DebriefRecord, insertDebrief, listDebriefsById } from "./debriefs.model";
import { toSummaries } from "./debriefs.reads";
import { makeJoinCode } from "./joinCode";

/** Schedules a campus's debrief of a convening, with the guide as it is today. A second one is a conflict. */
export async function scheduleDebrief(viewer: Viewer, input: ScheduleInput): Promise<DebriefSummary> {
  authorize(canScheduleDebrief(viewer, input));
  const convening = await getConvening(input.conveningId);
  const program = await findProgram(convening.programId);
  if (!program.campusIds.includes(input.campusId))
    throw notFound("That campus takes no part in this convening.");
  if (convening.guide.segments.length === 0) throw invalid("The convening has no guide yet.");

  const record = await insertWithCode({
    _id: input.debriefId,
    conveningId: input.conveningId,
    campusId: input.campusId,
    startsAt: new Date(input.startsAt),
    minutes: convening.debriefMinutes,
    place: input.place,
    attribution: input.attribution,
    segments: convening.guide.segments,
    stage: "scheduled",
  });

  const [summary] = await toSummaries(viewer, [record]);
  return summary as DebriefSummary;
}

/** Tries codes until one is free, longer ones when the short ones run out. The same id again is the same debrief. */
async function insertWithCode(record: Omit<DebriefRecord, "code">): Promise<DebriefRecord> {
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
  const isSame = known?.conveningId === record.conveningId && known.campusId === record.campusId;
  if (!isSame) throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  return known;
}

import { getConvening } from "#server/convenings/convenings.reads";
import { authorize, invalid, notFound } from "#server/errors";
import { findProgram } from "#server/programs/programs.reads";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import type { ScheduleInput } from "#shared/debriefs/debriefs.endpoints";
import { canScheduleDebrief } from "#shared/debriefs/debriefs.policy";
import type { Viewer } from "#shared/people/viewer";
import { toSummaries } from "./debriefs.reads";
import { scheduleRoom } from "./scheduling";

/** Schedules a campus's debrief of a convening, with the guide as it is today. A second one is a conflict. */
export async function scheduleDebrief(viewer: Viewer, input: ScheduleInput): Promise<DebriefSummary> {
  authorize(canScheduleDebrief(viewer, input));
  const convening = await getConvening(input.conveningId);
  const program = await findProgram(convening.programId);
  if (!program.campusIds.includes(input.campusId))
    throw notFound("That campus takes no part in this convening.");
  if (convening.guide.segments.length === 0) throw invalid("The convening has no guide yet.");

  const record = await scheduleRoom({
    _id: input.debriefId,
    conveningId: input.conveningId,
    campusId: input.campusId,
    groupId: null,
    title: "",
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

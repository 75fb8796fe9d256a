import { authorize } from "#server/errors";
import { findGroup } from "#server/groups/groups.reads";
import type { SegmentView } from "#shared/convenings/convenings.contract";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import { canOpenInGroup } from "#shared/debriefs/debriefs.policy";
import type { OpenInGroupInput } from "#shared/debriefs/groupRooms.endpoints";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { toSummaries } from "./debriefs.reads";
import { scheduleRoom } from "./scheduling";

/** Makes a room of the group's own, led through the prompts that whoever facilitates has written. */
export async function openInGroup(
  viewer: Viewer,
  groupId: Id,
  input: OpenInGroupInput,
): Promise<DebriefSummary> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canOpenInGroup(viewer, subject));

  const { debriefId, title, startsAt, minutes, place, attribution, prompts } = input;
  const record = await scheduleRoom({
    ...{ _id: debriefId, conveningId: null, campusId: null, groupId, title },
    ...{ startsAt: new Date(startsAt), minutes, place, attribution },
    segments: toSegments(prompts, minutes),
    stage: "scheduled",
  });

  const [summary] = await toSummaries(viewer, [record]);
  return summary as DebriefSummary;
}

/** Each prompt gets an equal share of the time; what is left over goes to the first. */
function toSegments(prompts: readonly string[], minutes: number): SegmentView[] {
  const share = Math.floor(minutes / prompts.length);
  const rest = minutes - share * prompts.length;
  return prompts.map((prompt, place) => ({
    ...{ id: `prompt-${place + 1}`, kind: "openDiscussion", minutes: share + (place === 0 ? rest : 0) },
    ...{ title: asWritten(prompt), prompt: asWritten(prompt) },
  }));
}

/** Words that nobody has translated, the same for every reader. */
function asWritten(text: string) {
  return { en: text, es: text };
}

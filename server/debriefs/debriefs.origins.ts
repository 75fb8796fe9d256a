import { Refusal } from "#server/errors";
import type { CampusMark } from "#shared/campuses/campuses.contract";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { canAttendDebrief, toDebriefSubject } from "#shared/debriefs/debriefs.policy";
import { toDigest } from "#shared/debriefs/digest";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { readRoom } from "./rooms.reads";

/** Where fewer took part, the campus would say who they were. */
const FEW = 5;

/** Tells of rooms to whoever carries on elsewhere what was begun in one: that there was one and whose, never its content. */
export const debriefOrigins = {
  async find(viewer: Viewer, debriefId: Id) {
    const view = await viewFor(viewer, debriefId);
    if (view === null || view.stage !== "closed") return null;
    return { space: spaceOf(view), campus: campusToName(view) };
  },
  async isOpenTo(viewer: Viewer, debriefId: Id) {
    return (await viewFor(viewer, debriefId)) !== null;
  },
};

/** The room, for its own people alone. */
async function viewFor(viewer: Viewer, debriefId: Id): Promise<DebriefView | null> {
  try {
    const { view } = await readRoom(debriefId);
    return canAttendDebrief(viewer, toDebriefSubject(view)) ? view : null;
  } catch (error) {
    if (error instanceof Refusal && error.code === "notFound") return null;
    throw error;
  }
}

/** The commons of the convening, or the forum of the group whose own room it was. */
function spaceOf({ group, conveningId }: DebriefView) {
  return group === null
    ? ({ kind: "convening", scopeId: conveningId as Id } as const)
    : ({ kind: "group", scopeId: group.id } as const);
}

/** A room that hides names hides its campus too, and so does one that was small. */
function campusToName(view: DebriefView): CampusMark | null {
  return view.attribution === "named" && toDigest(view).headcount >= FEW ? view.campus : null;
}

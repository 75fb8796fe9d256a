import { PAGE_SIZE, toPage } from "#server/database/cursor";
import { authorize, conflict } from "#server/errors";
import { findGroup } from "#server/groups/groups.reads";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import type { DebriefSubject } from "#shared/debriefs/debriefs.policy";
import { canReadGroup } from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listDebriefRecords } from "./debriefs.model";
import { toBefore, toSummaries } from "./debriefs.reads";

/** The rooms of a group's own, latest start first. */
export async function listGroupRooms(
  viewer: Viewer,
  groupId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<DebriefSummary>> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canReadGroup(viewer, subject));
  const records = await listDebriefRecords({ groupId }, after ? toBefore(after) : null, PAGE_SIZE + 1);
  const page = toPage(records, PAGE_SIZE, ({ startsAt, _id }) => [startsAt.getTime(), _id]);
  return { items: await toSummaries(viewer, page.items), next: page.next };
}

/** A group that is archived is read: its rooms are not opened anew. What goes on in one goes on until it closes. */
export async function expectGroupAtWork(viewer: Viewer, { groupId }: DebriefSubject): Promise<void> {
  if (groupId === null) return;
  const { subject } = await findGroup(viewer, groupId);
  if (subject.isArchived)
    throw conflict("archived", "The group is archived: its rooms are not opened any more.");
}

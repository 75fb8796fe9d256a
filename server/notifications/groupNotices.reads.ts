import { findToldCauses } from "#server/groups/told.reads";
import type { GroupNotice } from "#shared/notifications/notices.contract";
import type { Viewer } from "#shared/people/viewer";
import type { GroupNoticeRecord, NoticeRecord } from "./notices.model";

/** Those of the notices that tell of a group and can still be shown to the viewer, by id. */
export async function showGroupNotices(
  viewer: Viewer,
  records: readonly NoticeRecord[],
): Promise<Map<string, GroupNotice>> {
  const ofGroups = records.filter((record): record is GroupNoticeRecord => "groupId" in record);
  const causes = await findToldCauses(
    viewer,
    ofGroups.map(({ causeId }) => causeId),
  );
  const notices = new Map<string, GroupNotice>();
  for (const { _id: id, kind, at, readAt, groupId, groupName, causeId } of ofGroups) {
    const told = causes.get(causeId);
    if (told !== undefined)
      notices.set(id, { id, kind, at, isRead: readAt !== null, groupId, groupName, ...told });
  }
  return notices;
}

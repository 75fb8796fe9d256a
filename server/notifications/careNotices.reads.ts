import { findToldCare } from "#server/care/told.reads";
import type { CareNotice } from "#shared/notifications/notices.contract";
import type { Viewer } from "#shared/people/viewer";
import type { CareNoticeRecord, NoticeRecord } from "./notices.model";

/** Those of the notices that tell of a report or an appeal and can still be shown to the viewer, by id. */
export async function showCareNotices(
  viewer: Viewer,
  records: readonly NoticeRecord[],
): Promise<Map<string, CareNotice>> {
  const ofCare = records.filter(isOfCare);
  const causes = await findToldCare(
    viewer,
    ofCare.map(({ causeId }) => causeId),
  );
  return new Map(
    ofCare.flatMap(({ _id: id, kind, at, readAt, causeId }) => {
      const told = causes.get(causeId);
      return told === undefined ? [] : [[id, { id, kind, at, isRead: readAt !== null, ...told }] as const];
    }),
  );
}

function isOfCare(record: NoticeRecord): record is CareNoticeRecord {
  return "causeId" in record && !("groupId" in record) && !("postId" in record);
}

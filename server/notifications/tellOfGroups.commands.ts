import {
  findAsking,
  findDone,
  findInviting,
  type Happening,
  listFacilitatorIds,
} from "#server/groups/happenings.reads";
import type { GroupAnnouncements } from "#shared/groups/groups.announcements";
import type { LoggedInGroups } from "#shared/groups/logged";
import type { Id } from "#shared/ids";
import type { GroupNoticeKind } from "#shared/notifications/notices.contract";
import type { GroupNoticeRecord } from "./notices.model";
import { tellNews } from "./notifications.channel";
import { tell, untold } from "./tell";

/** The deeds of facilitators that whom they were done to is told of. */
const KINDS: Partial<Record<LoggedInGroups, GroupNoticeKind>> = {
  "groups:letIn": "letIn",
  "groups:declined": "declined",
  "groups:facilitatorNamed": "facilitatorNamed",
  "groups:memberAgain": "memberAgain",
  "groups:paused": "paused",
  "groups:slowed": "slowed",
  "groups:pauseEnded": "pauseEnded",
  "groups:removed": "removed",
};

/** Tells those who facilitate a group that somebody asks to be let in. Doing it again tells nobody twice. */
export async function tellOfAsking(requestId: Id): Promise<void> {
  await tell(toNotices("asked", await findAsking(requestId)));
}

/** Tells somebody with an account that they were invited. A letter has gone to them: there is no second one. */
export async function tellOfInviting(invitationId: Id): Promise<void> {
  const notices = toNotices("invited", await findInviting(invitationId));
  await tell(notices.map((notice) => ({ ...notice, mailAt: null })));
}

/** Tells somebody what a group's facilitators did to them. Who answered a request has one thing less that waits for them. */
export async function tellOfDeed({
  groupId,
  entryId,
  deed,
  personId,
}: GroupAnnouncements["groups:done"]): Promise<void> {
  const kind = KINDS[deed];
  if (kind !== undefined) await tell(toNotices(kind, await findDone(groupId, entryId, personId)));
  if (kind === "letIn" || kind === "declined")
    for (const facilitatorId of await listFacilitatorIds(groupId)) tellNews(facilitatorId, "you");
}

function toNotices(kind: GroupNoticeKind, happening: Happening | null): GroupNoticeRecord[] {
  if (happening === null) return [];
  const { personIds, ...told } = happening;
  const idOf = (personId: Id) => `${personId}:${told.causeId}:${kind}`;
  return personIds.map((personId) => ({ _id: idOf(personId), personId, kind, ...told, ...untold() }));
}

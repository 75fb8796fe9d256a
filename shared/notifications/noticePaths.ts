import type { NoticeView } from "./notices.contract";

/** The page that a notice leads to. Of a group that one may be outside of it is the list of one's groups. */
export function pathOfNotice(notice: NoticeView): string {
  switch (notice.kind) {
    case "asked":
      return `/groups/${notice.groupId}/requests`;
    case "letIn":
    case "facilitatorNamed":
    case "memberAgain":
    case "paused":
    case "slowed":
    case "pauseEnded":
      return `/groups/${notice.groupId}`;
    case "invited":
      return "/groups/invitations";
    case "declined":
      return "/groups";
    case "removed":
    case "appealStands":
    case "appealUndone":
      return "/waiting#decisions";
    case "reported":
    case "appealed":
      if (notice.deskRoomId !== null) return `/debriefs/${notice.deskRoomId}/log`;
      return notice.deskSpaceId === null ? "/care" : `/spaces/${notice.deskSpaceId}/care`;
    default:
      return `/threads/${notice.threadId}/${notice.place}`;
  }
}

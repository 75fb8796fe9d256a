import { useParams } from "react-router";
import { canOpenInGroup } from "#shared/debriefs/debriefs.policy";
import { useViewer } from "../accounts/accounts.queries";
import { GroupLiveNow, GroupRooms } from "../debriefs/GroupRooms";
import { GroupAnnouncements } from "../forums/GroupAnnouncements";
import { GroupForumLink } from "../forums/GroupForumLink";
import { FoundGroupPage } from "../groups/FoundGroupPage";
import { GroupPage } from "../groups/GroupPage";
import { GroupsPage } from "../groups/GroupsPage";
import { GroupSummary } from "../health/GroupSummary";
import { HealthPage } from "../health/HealthPage";
import { NotFoundPage } from "./NotFoundPage";

/** Every address of groups, and a group with the way to its own forum. Fetched as one: whoever finds a group opens it. */
export function GroupPages() {
  const viewer = useViewer();
  const [place = "", part, ...more] = (useParams()["*"] ?? "").split("/");
  if (more.length > 0) return <NotFoundPage />;
  if (place === "" || place === "invitations") return <GroupsPage isLedHere={place !== ""} />;
  if (place === "new") return <FoundGroupPage />;
  if (part === "health") return <HealthPage key={place} groupId={place} />;
  return (
    <GroupPage
      key={place}
      groupId={place}
      part={part || "norms"}
      forum={({ id }) => <GroupForumLink groupId={id} />}
      announcements={({ id, standing, isArchived }) => (
        <GroupAnnouncements groupId={id} canAnnounce={standing === "facilitator" && !isArchived} />
      )}
      liveNow={({ id }) => <GroupLiveNow groupId={id} />}
      rooms={(group) => <GroupRooms groupId={group.id} canOpen={canOpenInGroup(viewer, group)} />}
      summary={({ id, isArchived }) => !isArchived && <GroupSummary groupId={id} />}
    />
  );
}

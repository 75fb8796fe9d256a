import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { summaryQuery } from "../debriefs/debriefs.queries";
import { ForumsFailed, NotYours } from "../forums/ForumsFailed";
import { spaceQuery } from "../forums/forums.queries";
import { groupQuery } from "../groups/groups.queries";
import { useWords } from "../language/useWords";
import { AppealQueue } from "./AppealQueue";
import styles from "./Care.module.css";
import { CareFrame } from "./CareFrame";
import { LogList } from "./LogList";

/** What those who look after a space have done there, for themselves. */
export function LogPage() {
  const { spaceId = "" } = useParams();
  const words = useWords();
  const viewer = useViewer();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  if (!canModerateSpace(viewer, space.data)) return <NotYours />;
  const steps = [
    { to: "/forums", title: words("nav.forums") },
    { to: `/spaces/${spaceId}`, title: space.data.title },
    { to: `/spaces/${spaceId}/care`, title: words("care.title") },
  ];
  return (
    <CareFrame steps={steps} title={words("care.log.title")} lead={words("care.log.lead")}>
      <LogList of={{ spaceId }} />
    </CareFrame>
  );
}

/** What those who facilitate a group have done to it and to who is in it, for themselves. */
export function GroupLogPage() {
  const { groupId = "" } = useParams();
  const words = useWords();
  const viewer = useViewer();
  const group = useQuery(groupQuery(groupId));
  if (!group.data) return <ForumsFailed query={group} />;
  if (!canFacilitateGroup(viewer, group.data)) return <NotYours />;
  const steps = [
    { to: "/groups", title: words("nav.groups") },
    { to: `/groups/${groupId}`, title: group.data.name },
  ];
  return (
    <CareFrame steps={steps} title={words("care.log.title")} lead={words("care.log.groupLead")}>
      <LogList of={{ groupId }} />
    </CareFrame>
  );
}

/** What those who facilitate a debrief room have done there to somebody, and who asks them to look at it again. */
export function RoomLogPage() {
  const { debriefId = "" } = useParams();
  const words = useWords();
  const debrief = useQuery(summaryQuery(debriefId));
  if (!debrief.data) return <ForumsFailed query={debrief} />;
  if (!debrief.data.canFacilitate) return <NotYours />;
  const steps = [
    { to: "/", title: words("nav.today") },
    { to: `/debriefs/${debriefId}`, title: debrief.data.title },
  ];
  return (
    <CareFrame steps={steps} title={words("care.log.title")} lead={words("care.log.roomLead")}>
      {/* Of a group's own room it is those who look after the group whom one asks. */}
      {debrief.data.group === null && <AppealQueue of={{ debriefId }} />}
      <section className={styles.part} aria-labelledby="done">
        <h2 id="done">{words("care.log.ofRoom")}</h2>
        <LogList of={{ debriefId }} />
      </section>
    </CareFrame>
  );
}

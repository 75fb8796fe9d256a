import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { GroupView } from "#shared/groups/groups.contract";
import { canReadGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { GroupFacts } from "./GroupFacts";
import { GroupHead } from "./GroupHead";
import { GroupInside } from "./GroupInside";
import { GroupOutside } from "./GroupOutside";
import styles from "./GroupPage.module.css";
import { GroupsFailed, isGone } from "./GroupsFailed";
import { groupQuery } from "./groups.queries";
import { useTrueRights } from "./useTrueRights";

interface Props {
  groupId: string;
  /** What of it is shown to whoever is in it. */
  part: string;
  /** The way to what is discussed in the group, for whoever is in it. */
  forum: (group: GroupView) => ReactNode;
  /** What was announced to whoever is in it. */
  announcements: (group: GroupView) => ReactNode;
  /** What happened there of late, for whoever is in it. */
  summary: (group: GroupView) => ReactNode;
  /** What is live there now, and its live rooms, for whoever is in it. */
  liveNow: (group: GroupView) => ReactNode;
  rooms: (group: GroupView) => ReactNode;
}

/** One group: what it is for and its norms for whoever may know of it, and the rest for its people. */
export function GroupPage({ groupId, part, forum, announcements, summary, liveNow, rooms }: Props) {
  const viewer = useViewer();
  const group = useQuery(groupQuery(groupId));
  useTrueRights(group.data);
  if (!group.data || isGone(group)) return <GroupsFailed query={group} />;
  const isInside = canReadGroup(viewer, group.data);
  return (
    <Page>
      <PageTitle title={group.data.name} />
      <GroupHead group={group.data} isInside={isInside} forum={isInside && forum(group.data)} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {isInside && liveNow(group.data)}
          {isInside && announcements(group.data)}
          {isInside && part === "norms" && summary(group.data)}
          {isInside ? (
            <GroupInside group={group.data} part={part} rooms={rooms(group.data)} />
          ) : (
            <GroupOutside group={group.data} />
          )}
        </div>
        <GroupFacts group={group.data} />
      </div>
    </Page>
  );
}

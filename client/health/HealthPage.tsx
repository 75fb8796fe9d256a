import { useQuery } from "@tanstack/react-query";
import { Navigate } from "react-router";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { GroupsFailed, isGone } from "../groups/GroupsFailed";
import { groupQuery } from "../groups/groups.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Crumbs } from "../ui/Crumbs";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./Health.module.css";
import { HealthFigures } from "./HealthFigures";
import { healthQuery } from "./health.queries";
import { WaitingThreads } from "./WaitingThreads";
import { WhatIsCounted } from "./WhatIsCounted";

/** How a group's forum does, for whoever facilitates it. */
export function HealthPage({ groupId }: { groupId: string }) {
  const words = useWords();
  const time = useTime();
  const viewer = useViewer();
  const group = useQuery(groupQuery(groupId));
  const facilitates = group.data !== undefined && canFacilitateGroup(viewer, group.data);
  const health = useQuery({ ...healthQuery(groupId), enabled: facilitates });
  if (!group.data || isGone(group)) return <GroupsFailed query={group} />;
  if (!facilitates) return <Navigate to={`/groups/${groupId}`} replace />;
  if (!health.data) return <GroupsFailed query={health} />;
  const { countedFrom } = health.data;
  const title = words("groups.health.title");
  const steps = [
    { to: "/groups", title: words("nav.groups") },
    { to: `/groups/${groupId}`, title: group.data.name },
  ];
  return (
    <Page width="narrow">
      <PageTitle title={title} />
      <div className={styles.page}>
        <header className={styles.head}>
          <Crumbs steps={steps} />
          <h1>{title}</h1>
          <p className="soft">{words("groups.health.lead")}</p>
        </header>
        {countedFrom !== null && (
          <Notice>
            <p>{words("groups.health.more", { day: time.day(countedFrom) })}</p>
          </Notice>
        )}
        <HealthFigures health={health.data} />
        <WaitingThreads health={health.data} />
        <WhatIsCounted />
      </div>
    </Page>
  );
}

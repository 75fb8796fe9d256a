import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { canKeepHigherDesk } from "#shared/care/desks.policy";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { ForumsFailed, NotYours } from "../forums/ForumsFailed";
import { spaceQuery } from "../forums/forums.queries";
import { HeldQueue } from "../forums/HeldQueue";
import { useWords } from "../language/useWords";
import { AppealQueue } from "./AppealQueue";
import styles from "./Care.module.css";
import { CareFrame } from "./CareFrame";
import { LogList } from "./LogList";
import type { LogOf } from "./log.queries";
import { ReportQueue } from "./ReportQueue";

/** What waits for those who look after a space: posts that are held, reports, and appeals. */
export function CarePage() {
  const { spaceId = "" } = useParams();
  const words = useWords();
  const viewer = useViewer();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  if (!canModerateSpace(viewer, space.data)) return <NotYours />;
  const steps = [
    { to: "/forums", title: words("nav.forums") },
    { to: `/spaces/${spaceId}`, title: space.data.title },
  ];
  return (
    <CareFrame steps={steps} title={words("care.title")} lead={words("care.lead")}>
      <p className={styles.part}>
        <Link to={`/spaces/${spaceId}/log`}>{words("care.openLog")}</Link>
      </p>
      <section className={styles.part} aria-labelledby="held">
        <h2 id="held">{words("care.held")}</h2>
        <HeldQueue spaceId={spaceId} groupId={space.data.groupId} />
      </section>
      <section className={styles.part} aria-labelledby="reports">
        <h2 id="reports">{words("care.reports")}</h2>
        <ReportQueue spaceId={spaceId} groupId={space.data.groupId} />
      </section>
      <AppealQueue of={{ spaceId }} />
    </CareFrame>
  );
}

/** The reports and appeals that went past the people of a space or room to its stewards or to whoever administers the deployment. */
export function HigherReportsPage() {
  const words = useWords();
  const viewer = useViewer();
  if (!canKeepHigherDesk(viewer)) return <NotYours />;
  const logs: LogOf[] = viewer.roles.flatMap(({ role, scopeId }): LogOf[] => {
    if (role === "administrator") return ["site"];
    return role === "steward" && scopeId !== null ? [{ programId: scopeId }] : [];
  });
  return (
    <CareFrame title={words("care.higher.title")} lead={words("care.higher.lead")}>
      <section className={styles.part} aria-label={words("care.reports")}>
        <h2>{words("care.reports")}</h2>
        <ReportQueue spaceId={null} groupId={null} />
      </section>
      <AppealQueue of="higher" />
      {logs.map((of) => (
        <section key={JSON.stringify(of)} className={styles.part}>
          <h2>{words(of === "site" ? "care.log.ofSite" : "care.log.ofProgram")}</h2>
          <p className="soft">{words("care.log.higherText")}</p>
          <LogList of={of} />
        </section>
      ))}
    </CareFrame>
  );
}

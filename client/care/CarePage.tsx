import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { canKeepHigherDesk } from "#shared/care/desks.policy";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { ForumsFailed, NotYours } from "../forums/ForumsFailed";
import { spaceQuery } from "../forums/forums.queries";
import { HeldQueue } from "../forums/HeldQueue";
import { useWords } from "../language/useWords";
import { Crumbs } from "../ui/Crumbs";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import styles from "./Care.module.css";
import { LogList } from "./LogList";
import type { LogOf } from "./log.queries";
import { ReportQueue } from "./ReportQueue";

/** What waits for those who look after a space: posts that are held, and reports. */
export function CarePage() {
  const { spaceId = "" } = useParams();
  const words = useWords();
  const viewer = useViewer();
  const space = useQuery(spaceQuery(spaceId));
  if (!space.data) return <ForumsFailed query={space} />;
  if (!canModerateSpace(viewer, space.data)) return <NotYours />;
  return (
    <Page width="narrow">
      <PageTitle title={words("care.title")} />
      <header className={styles.head}>
        <Crumbs
          steps={[
            { to: "/forums", title: words("nav.forums") },
            { to: `/spaces/${spaceId}`, title: space.data.title },
          ]}
        />
        <h1>{words("care.title")}</h1>
        <p className="soft">{words("care.lead")}</p>
        <p>
          <Link to={`/spaces/${spaceId}/log`}>{words("care.openLog")}</Link>
        </p>
      </header>
      <section className={styles.part} aria-labelledby="held">
        <h2 id="held">{words("care.held")}</h2>
        <HeldQueue spaceId={spaceId} />
      </section>
      <section className={styles.part} aria-labelledby="reports">
        <h2 id="reports">{words("care.reports")}</h2>
        <ReportQueue spaceId={spaceId} />
      </section>
    </Page>
  );
}

/** The reports that went past a space's own moderators to its stewards or to whoever administers the deployment. */
export function HigherReportsPage() {
  const words = useWords();
  const viewer = useViewer();
  if (!canKeepHigherDesk(viewer)) return <NotYours />;
  const logs: LogOf[] = viewer.roles.flatMap(({ role, scopeId }): LogOf[] => {
    if (role === "administrator") return ["site"];
    return role === "steward" && scopeId !== null ? [{ programId: scopeId }] : [];
  });
  return (
    <Page width="narrow">
      <PageTitle title={words("care.higher.title")} />
      <header className={styles.head}>
        <h1>{words("care.higher.title")}</h1>
        <p className="soft">{words("care.higher.lead")}</p>
      </header>
      <section className={styles.part} aria-label={words("care.reports")}>
        <h2>{words("care.reports")}</h2>
        <ReportQueue spaceId={null} />
      </section>
      {logs.map((of) => (
        <section key={JSON.stringify(of)} className={styles.part}>
          <h2>{words(of === "site" ? "care.log.ofSite" : "care.log.ofProgram")}</h2>
          <p className="soft">{words("care.log.higherText")}</p>
          <LogList of={of} />
        </section>
      ))}
    </Page>
  );
}

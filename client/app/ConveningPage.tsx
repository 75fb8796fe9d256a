import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { useViewer } from "../accounts/accounts.queries";
import { ConveningHead } from "../convenings/ConveningHead";
import { conveningQuery } from "../convenings/convenings.queries";
import { Guide } from "../convenings/Guide";
import { DebriefList } from "../debriefs/DebriefList";
import { CommonsLink } from "../forums/CommonsLink";
import { isRefusal } from "../http/ApiError";
import { useWords } from "../language/useWords";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { Skeleton } from "../ui/Skeleton";
import styles from "./ConveningPage.module.css";
import { NotFoundPage } from "./NotFoundPage";

const ScheduleDebrief = lazy(async () => ({
  default: (await import("../debriefs/ScheduleDebrief")).ScheduleDebrief,
}));

/** One convening: its topic and time, the campus debriefs of it, and the guide that they follow. */
export function ConveningPage() {
  const { conveningId = "" } = useParams();
  const words = useWords();
  const viewer = useViewer();
  const convening = useQuery(conveningQuery(conveningId));
  if (isRefusal(convening.error, "notFound")) return <NotFoundPage />;
  if (!convening.data) {
    return (
      <Page>
        {convening.error ? (
          <ErrorState error={convening.error} onRetry={() => void convening.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <PageTitle title={convening.data.title} />
      <ConveningHead convening={convening.data} />
      <p className={styles.commons}>
        <CommonsLink conveningId={conveningId} />
      </p>
      <div className={styles.columns}>
        <section aria-labelledby="debriefs">
          <h2 id="debriefs" className={styles.title}>
            {words("convenings.debriefs")}
          </h2>
          <DebriefList conveningId={conveningId} />
          <Suspense fallback={<Skeleton />}>
            {viewer.roles.some(({ role }) => role === "coordinator") && (
              <ScheduleDebrief conveningId={conveningId} />
            )}
          </Suspense>
        </section>
        <Guide guide={convening.data.guide} />
      </div>
    </Page>
  );
}

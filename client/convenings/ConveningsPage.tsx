import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { ConveningView } from "#shared/convenings/convenings.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { When } from "../language/When";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Line, LineNode, type NodeState } from "../ui/Line";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import styles from "./ConveningsPage.module.css";
import { conveningsQuery } from "./convenings.queries";
import { type Series, stateOf, toSeries, upcoming } from "./schedule";

/** Every convening of one's programs, each series along its line. */
export function ConveningsPage() {
  const words = useWords();
  const list = useInfiniteQuery(conveningsQuery);
  const convenings = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page>
      <PageTitle title={words("nav.convenings")} />
      <header className={styles.head}>
        <h1>{words("nav.convenings")}</h1>
        <p className={styles.lead}>{words("convenings.lead")}</p>
      </header>
      {toSeries(convenings).map((series) => (
        <SeriesLine key={series.key} series={series} />
      ))}
      {list.data && convenings.length === 0 && (
        <EmptyState title={words("convenings.none")}>{words("convenings.noneText")}</EmptyState>
      )}
      {list.isPending && <Skeleton lines={6} />}
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.hasNextPage && (
        <p className={styles.more}>
          <ShowMore list={list} />
        </p>
      )}
    </Page>
  );
}

function SeriesLine({ series }: { series: Series }) {
  const now = Date.now();
  const nextId = upcoming(series.convenings, now)[0]?.id ?? null;
  const headingId = `series-${series.convenings[0]!.id}`;
  return (
    <section className={styles.series} aria-labelledby={headingId}>
      <div className={styles.about}>
        <h2 id={headingId}>{series.title}</h2>
        <p className="small soft">{series.programName}</p>
        <p className="small faint num">{series.year}</p>
      </div>
      <Line>
        {series.convenings.map((convening) => (
          <ConveningStop key={convening.id} convening={convening} state={stateOf(convening, nextId, now)} />
        ))}
      </Line>
    </section>
  );
}

function ConveningStop({ convening, state }: { convening: ConveningView; state: NodeState }) {
  const words = useWords();
  const time = useTime();
  const { id, title, startsAt, minutes, timeZone } = convening;
  return (
    <LineNode state={state} end={time.length(minutes)}>
      <Link to={`/convenings/${id}`} className={styles.title}>
        {title}
      </Link>
      <p className="small">
        {state === "now" && <strong className={styles.next}>{words("convenings.next")} · </strong>}
        {startsAt === null ? (
          <span className="faint">{words("convenings.noDate")}</span>
        ) : (
          <When at={startsAt} minutes={minutes} zone={timeZone} isShort />
        )}
      </p>
    </LineNode>
  );
}

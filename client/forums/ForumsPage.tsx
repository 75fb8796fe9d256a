import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { SpaceKind, SpaceSummary } from "#shared/forums/spaces.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { FollowedThreads } from "./FollowedThreads";
import styles from "./ForumsPage.module.css";
import { spacesQuery } from "./forums.queries";

/** The spaces where one may read, and what is new in the threads that one follows. */
export function ForumsPage() {
  const words = useWords();
  return (
    <Page>
      <PageTitle title={words("nav.forums")} />
      <header className={styles.head}>
        <h1>{words("nav.forums")}</h1>
        <p className={styles.lead}>{words("forums.lead")}</p>
      </header>
      <div className={styles.columns}>
        <Spaces />
        <section aria-labelledby="followed" className={styles.followed}>
          <h2 id="followed">{words("forums.followed.title")}</h2>
          <FollowedThreads />
          <p className="small">
            <Link to="/waiting">{words("forums.held.own")}</Link>
          </p>
        </section>
      </div>
    </Page>
  );
}

/** What one's own is stands before what comes and goes. */
const ORDER: readonly SpaceKind[] = ["alliance", "campus", "group", "convening"];

function Spaces() {
  const words = useWords();
  const list = useInfiniteQuery(spacesQuery);
  const spaces = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={words("forums.spaces")} className={styles.spaces}>
      {ORDER.map((kind) => (
        <SpacesOfKind key={kind} kind={kind} spaces={spaces.filter((space) => space.kind === kind)} />
      ))}
      {list.data && spaces.length === 0 && (
        <EmptyState title={words("forums.none")}>{words("forums.noneText")}</EmptyState>
      )}
      {list.isPending && <Skeleton lines={6} />}
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.hasNextPage && (
        <p>
          <ShowMore list={list} />
        </p>
      )}
    </section>
  );
}

function SpacesOfKind({ kind, spaces }: { kind: SpaceKind; spaces: readonly SpaceSummary[] }) {
  const words = useWords();
  if (spaces.length === 0) return null;
  return (
    <div>
      <h2 className={styles.kind}>{words(`forums.spaceKind.${kind}`)}</h2>
      <ul className={styles.list}>
        {spaces.map((space) => (
          <SpaceRow key={space.id} space={space} />
        ))}
      </ul>
    </div>
  );
}

function SpaceRow({ space }: { space: SpaceSummary }) {
  const words = useWords();
  const time = useTime();
  const { id, title, campus, lastAt, unread } = space;
  return (
    <li className={styles.space}>
      <div>
        <h3 className={styles.title}>
          <Link to={`/spaces/${id}`}>{title}</Link>
        </h3>
        <p className={styles.meta}>
          {campus && <CampusMark campus={campus} />}
          <span>
            {lastAt === null ? words("forums.quiet") : words("forums.lastAt", { ago: time.ago(lastAt) })}
          </span>
        </p>
      </div>
      {unread > 0 && <span className={styles.unread}>{words("forums.space.unread", { count: unread })}</span>}
    </li>
  );
}

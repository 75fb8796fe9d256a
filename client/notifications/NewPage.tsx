import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { FollowedThreads } from "../forums/FollowedThreads";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Page } from "../ui/Page";
import { PageTitle } from "../ui/PageTitle";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { showToast } from "../ui/toastStore";
import styles from "./NewPage.module.css";
import { NoticeRow } from "./NoticeRow";
import { noticesQuery, useReadNotices } from "./notices.queries";
import { newsCountsQuery } from "./notifications.queries";

/** Everything that is new for one: what was said to one, and what one follows. */
export function NewPage() {
  const words = useWords();
  const counts = useQuery(newsCountsQuery).data;
  return (
    <Page>
      <PageTitle title={words("notifications.title")} />
      <header className={styles.head}>
        <h1>{words("notifications.title")}</h1>
        <Link to="/settings#follows">{words("notifications.settings")}</Link>
      </header>
      <div className={styles.columns}>
        <section aria-labelledby="for-you" className={styles.part}>
          <header className={styles.title}>
            <h2 id="for-you">{words("notifications.you")}</h2>
            {counts !== undefined && counts.you > 0 && <Count count={counts.you} />}
            <ReadAll isOffered={(counts?.you ?? 0) > 0} />
          </header>
          <Notices />
        </section>
        <section aria-labelledby="followed" className={styles.part}>
          <header className={styles.title}>
            <h2 id="followed">{words("notifications.followed")}</h2>
            {counts !== undefined && counts.followed > 0 && <Count count={counts.followed} />}
          </header>
          <FollowedThreads />
        </section>
      </div>
    </Page>
  );
}

function Count({ count }: { count: number }) {
  const words = useWords();
  return <span className={styles.count}>{words("notifications.count", { count })}</span>;
}

function ReadAll({ isOffered }: { isOffered: boolean }) {
  const words = useWords();
  const refusal = useRefusal();
  const read = useReadNotices();
  const latest = useInfiniteQuery(noticesQuery).data?.pages[0]?.items[0];
  if (!isOffered || latest === undefined) return null;
  const handleClick = () =>
    // Up to what stands on the page: what comes meanwhile stays new.
    read.mutate(latest.at, { onError: (error) => showToast(refusal(error), { tone: "wrong" }) });
  return (
    <Button size="small" weight="quiet" isBusy={read.isPending} onClick={handleClick}>
      {words("notifications.readAll")}
    </Button>
  );
}

function Notices() {
  const words = useWords();
  const list = useInfiniteQuery(noticesQuery);
  if (list.data === undefined) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={5} />
    );
  }
  const notices = list.data.pages.flatMap(({ items }) => items);
  return (
    <>
      {notices.length === 0 && !list.hasNextPage && (
        <EmptyState title={words("notifications.none")}>{words("notifications.noneText")}</EmptyState>
      )}
      {notices.length > 0 && (
        <ul className={styles.list}>
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      <ShowMore list={list} className={styles.more} />
    </>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import styles from "./FollowedThreads.module.css";
import { followedQuery } from "./forums.queries";
import { ThreadRow } from "./ThreadRow";
import rowStyles from "./ThreadRow.module.css";

/** The threads that one follows and in which something is new, all of them. */
export function FollowedThreads() {
  const words = useWords();
  const list = useInfiniteQuery(followedQuery);
  if (list.data === undefined) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={4} />
    );
  }
  const threads = list.data.pages.flatMap(({ items }) => items);
  if (threads.length === 0)
    return <EmptyState title={words("forums.followed.none")}>{words("forums.followed.noneText")}</EmptyState>;
  return (
    <>
      <ul className={rowStyles.list}>
        {threads.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} />
        ))}
      </ul>
      <ShowMore list={list} className={styles.more} />
    </>
  );
}

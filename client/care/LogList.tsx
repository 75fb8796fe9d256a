import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { LogEntryView } from "#shared/care/log.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { EmptyState } from "../ui/EmptyState";
import { PagedList } from "../ui/PagedList";
import { nameOf } from "./deedNames";
import styles from "./LogList.module.css";
import { type LogOf, logQuery } from "./log.queries";

/** What those who look after something have done, the latest first. */
export function LogList({ of }: { of: LogOf }) {
  const words = useWords();
  const list = useInfiniteQuery(logQuery(of));
  const none = <EmptyState title={words("care.log.none")}>{words("care.log.noneText")}</EmptyState>;
  return (
    <PagedList list={list} className={styles.list} none={none}>
      {(entry) => <Entry key={entry.id} entry={entry} />}
    </PagedList>
  );
}

function Entry({
  entry: { seq, at, deed, by, whom, reason, norm, thread, postId },
}: {
  entry: LogEntryView;
}) {
  const words = useWords();
  const time = useTime();
  const named = (person: { name: string } | null) => person?.name || words("care.log.somebody");
  return (
    <li className={styles.entry}>
      <p>{words(`care.log.${nameOf(deed)}`, { by: named(by), whom: named(whom) })}</p>
      {thread !== null && (
        <p>
          <Link to={postId === null ? `/threads/${thread.id}` : `/posts/${postId}`}>{thread.title}</Link>
        </p>
      )}
      {norm !== "" && <p>{words("care.log.norm", { norm })}</p>}
      {reason !== "" && <blockquote className={styles.reason}>{reason}</blockquote>}
      <p className={styles.meta}>
        <time dateTime={new Date(at).toISOString()}>{time.ago(at)}</time>
        <span>{words("care.log.place", { seq })}</span>
      </p>
    </li>
  );
}

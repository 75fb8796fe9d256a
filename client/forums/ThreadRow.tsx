import { Link } from "react-router";
import type { ThreadSummary } from "#shared/forums/threads.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import { KindMark } from "./KindMark";
import { PersonLine } from "./PersonLine";
import styles from "./ThreadRow.module.css";
import { useAuthorName } from "./useAuthorName";

interface Props {
  thread: ThreadSummary;
  /** The category is known from where the row stands. */
  isInCategory?: boolean;
  /** The heading's level, by what stands above the list. */
  level?: 2 | 3;
}

/** One thread in a list: what it is about, who began it, how it goes, and the way to what is new. */
export function ThreadRow({ thread, isInCategory = false, level = 3 }: Props) {
  const words = useWords();
  const time = useTime();
  const nameOf = useAuthorName();
  const { id, kind, title, author, posts, campuses, lastAt, lastAuthor, readTo, excerpt } = thread;
  const isUnread = readTo < posts && !thread.isQuiet;
  const Heading = `h${level}` as const;
  return (
    <li
      className={styles.row}
      data-unread={isUnread ? "" : undefined}
      data-quiet={thread.isQuiet ? "" : undefined}
    >
      <div className={styles.what}>
        <Heading className={styles.title}>
          {isUnread && (
            <span className={styles.dot}>
              <VisuallyHidden>{words("forums.row.unread")} </VisuallyHidden>
            </span>
          )}
          <Link to={`/threads/${id}`}>{title}</Link>
        </Heading>
        {excerpt !== "" && !thread.isQuiet && <p className={styles.excerpt}>{excerpt}</p>}
        <p className={styles.meta}>
          <KindMark kind={kind} />
          <PersonLine person={author} />
          {!isInCategory && <span>{thread.categoryTitle}</span>}
          {thread.isPinned && <span className={styles.state}>{words("forums.row.pinned")}</span>}
          {thread.isAccepted && <span className={styles.state}>{words("forums.row.answered")}</span>}
          {thread.outcome && (
            <span className={styles.state}>{words(`forums.outcome.${thread.outcome}`)}</span>
          )}
          {thread.isQuiet && <span>{words("forums.row.muted")}</span>}
          {thread.isClosed && <span className={styles.state}>{words("forums.row.closed")}</span>}
          {thread.tags.map((tag) => (
            <Link
              key={tag}
              className={styles.tag}
              to={`/spaces/${thread.spaceId}?tag=${encodeURIComponent(tag)}`}
            >
              {tag}
            </Link>
          ))}
        </p>
      </div>
      <div className={styles.now}>
        <p>
          <span className="num">{words("forums.replies", { count: posts - 1 })}</span>
          {campuses > 1 && (
            <>
              {" · "}
              <span className="num">{words("forums.campuses", { count: campuses })}</span>
            </>
          )}
        </p>
        <p className="faint">
          <VisuallyHidden>{words("forums.row.last", { name: nameOf(lastAuthor) })} </VisuallyHidden>
          <time dateTime={new Date(lastAt).toISOString()}>{time.ago(lastAt)}</time>
        </p>
        {isUnread && readTo > 0 && (
          <Link to={`/threads/${id}/${readTo}`} className={styles.new} aria-label={`${newWords()}: ${title}`}>
            {newWords()}
          </Link>
        )}
      </div>
    </li>
  );

  function newWords() {
    return words("forums.row.new", { count: posts - readTo });
  }
}

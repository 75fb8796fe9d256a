import { Link } from "react-router";
import type { NoticeView } from "#shared/notifications/notifications.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import styles from "./NoticeRow.module.css";
import { useReadNotice } from "./notifications.queries";

interface Props {
  notice: NoticeView;
}

/** One thing that was told: why, in which thread, how it begins. Opening it marks it as read. */
export function NoticeRow({ notice }: Props) {
  const words = useWords();
  const time = useTime();
  const read = useReadNotice();
  const { id, kind, at, isRead, author, threadId, threadTitle, place, excerpt, reason } = notice;
  const isAboutOther = kind === "mention" || kind === "quote";
  return (
    <li className={styles.row} data-unread={isRead ? undefined : ""}>
      <p className={styles.why}>
        {!isRead && (
          <span className={styles.dot}>
            <VisuallyHidden>{words("notifications.unread")} </VisuallyHidden>
          </span>
        )}
        <Link
          to={`/threads/${threadId}/${place}`}
          onClick={() => {
            if (!isRead) read.mutate(id);
          }}
        >
          {words(`notifications.kind.${kind}`, { name: author.name, title: threadTitle })}
        </Link>
      </p>
      {excerpt !== "" && <p className={styles.excerpt}>{excerpt}</p>}
      {reason !== "" && <p className={styles.excerpt}>{words("notifications.reason", { reason })}</p>}
      <p className={styles.meta}>
        {isAboutOther && author.campus && <CampusMark campus={author.campus} />}
        <time dateTime={new Date(at).toISOString()}>{time.ago(at)}</time>
      </p>
    </li>
  );
}

import { Link } from "react-router";
import { pathOfNotice } from "#shared/notifications/noticePaths";
import type { NoticeView } from "#shared/notifications/notices.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import styles from "./NoticeRow.module.css";
import { useReadNotice } from "./notices.queries";

interface Props {
  notice: NoticeView;
}

/** One thing that was told: why, where, and in which words. Opening it marks it as read. */
export function NoticeRow({ notice }: Props) {
  const words = useWords();
  const time = useTime();
  const read = useReadNotice();
  const { id, kind, at, isRead } = notice;
  const { name, title, said, norm, reason, answer, answered, campus } = partsOf(notice);
  const handleOpen = () => {
    if (!isRead) read.mutate(id);
  };
  return (
    <li className={styles.row} data-unread={isRead ? undefined : ""}>
      <p className={styles.why}>
        {!isRead && (
          <span className={styles.dot}>
            <VisuallyHidden>{words("notifications.unread")} </VisuallyHidden>
          </span>
        )}
        <Link to={pathOfNotice(notice)} onClick={handleOpen}>
          {words(`notifications.kind.${kind}`, { name, title, place: title === "" ? "unnamed" : "named" })}
        </Link>
      </p>
      {said !== "" && <p className={styles.excerpt}>{said}</p>}
      {norm !== "" && <p className={styles.words}>{words("notifications.norm", { norm })}</p>}
      {reason !== "" && <p className={styles.words}>{words("notifications.reason", { reason })}</p>}
      {answer !== "" && <p className={styles.words}>{words("notifications.answer", { words: answer })}</p>}
      {answered !== "" && (
        <p className={styles.words}>{words("notifications.answered", { words: answered })}</p>
      )}
      <p className={styles.meta}>
        {campus && <CampusMark campus={campus} />}
        <time dateTime={new Date(at).toISOString()}>{time.ago(at)}</time>
        {isAppealable(kind) && (
          <Link to="/waiting#decisions" onClick={handleOpen}>
            {words("notifications.again")}
          </Link>
        )}
      </p>
    </li>
  );
}

/** Told of what was done to oneself, with a reason, which somebody else can be asked to look at. */
function isAppealable(kind: NoticeView["kind"]): boolean {
  return ["hidden", "paused", "slowed", "removed"].includes(kind);
}

/** What the rows of all notices have alike, whatever they tell of. */
function partsOf(notice: NoticeView) {
  const none = { said: "", norm: "", reason: "", answer: "", answered: "", campus: null };
  if ("threadId" in notice) {
    const { kind, author, threadTitle: title, excerpt: said, reason, norm } = notice;
    const isByOther = kind === "mention" || kind === "quote" || kind === "announced" || kind === "decided";
    return {
      ...none,
      name: author.name,
      title,
      said,
      norm,
      reason,
      campus: isByOther ? author.campus : null,
    };
  }
  const { kind, who, words } = notice;
  const name = who?.name ?? "";
  if ("deskSpaceId" in notice) {
    const part = kind === "appealed" ? "said" : "answered";
    return { ...none, name, title: notice.title, [part]: words };
  }
  const { groupName: title, norm } = notice;
  const part = kind === "asked" ? "said" : isAppealable(kind) ? "reason" : "answer";
  return { ...none, name, title, norm, [part]: words };
}

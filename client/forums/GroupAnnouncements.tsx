import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { ThreadSummary } from "#shared/forums/threads.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { announcementsQuery, groupSpaceQuery } from "./forums.queries";
import styles from "./GroupAnnouncements.module.css";

interface Props {
  groupId: string;
  /** Looks after the group, and it is not archived. */
  canAnnounce: boolean;
}

/** How many a group's page shows. */
const FEW = 3;

/** What was announced to everybody in a group; nothing where nothing was, save for those who may announce. */
export function GroupAnnouncements({ groupId, canAnnounce }: Props) {
  const { data: spaceId } = useQuery(groupSpaceQuery(groupId));
  return spaceId ? <Announcements spaceId={spaceId} canAnnounce={canAnnounce} /> : null;
}

function Announcements({ spaceId, canAnnounce }: { spaceId: string; canAnnounce: boolean }) {
  const words = useWords();
  const { data: threads } = useQuery(announcementsQuery(spaceId));
  if (threads === undefined || (threads.length === 0 && !canAnnounce)) return null;
  return (
    <section aria-labelledby="announcements" className={styles.announcements}>
      <header className={styles.head}>
        <h2 id="announcements">{words("groups.announcements")}</h2>
        {canAnnounce && (
          <ButtonLink size="small" to={`/spaces/${spaceId}/new?kind=announcement`}>
            {words("groups.announcements.do")}
          </ButtonLink>
        )}
      </header>
      {threads.length === 0 && <p className="soft">{words("groups.announcements.none")}</p>}
      <ul className={styles.list}>
        {threads.slice(0, FEW).map((thread) => (
          <Announcement key={thread.id} thread={thread} />
        ))}
      </ul>
      {threads.length > FEW && (
        <Link to={`/spaces/${spaceId}?kind=announcement`}>{words("groups.announcements.all")}</Link>
      )}
    </section>
  );
}

function Announcement({ thread: { id, title, author, at, readTo } }: { thread: ThreadSummary }) {
  const words = useWords();
  const time = useTime();
  return (
    <li>
      <h3 className={styles.title}>
        <Link to={`/threads/${id}`}>{title}</Link>
        {readTo === 0 && <span className={styles.new}>{words("groups.announcements.new")}</span>}
      </h3>
      <p className="small soft">
        {words("groups.announcements.by", { name: author.name, ago: time.ago(at) })}
      </p>
    </li>
  );
}

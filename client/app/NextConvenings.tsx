import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { conveningsQuery } from "../convenings/convenings.queries";
import { upcoming } from "../convenings/schedule";
import { useWords } from "../language/useWords";
import { When } from "../language/When";
import { ErrorState } from "../ui/ErrorState";
import { Line, LineNode } from "../ui/Line";
import { Skeleton } from "../ui/Skeleton";
import styles from "./TodayPage.module.css";

/** How many fit beside the debriefs. */
const MOST = 3;

/** The convenings that come next in one's programs. */
export function NextConvenings() {
  const words = useWords();
  const list = useInfiniteQuery(conveningsQuery);
  const convenings = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const next = upcoming(convenings, Date.now()).slice(0, MOST);
  return (
    <section aria-labelledby="next">
      <h2 id="next" className={styles.label}>
        {words("today.next")}
      </h2>
      {next.length > 0 && (
        <Line>
          {next.map(({ id, title, startsAt, minutes, timeZone }, index) => (
            <LineNode key={id} state={index === 0 ? "now" : "later"}>
              <Link to={`/convenings/${id}`} className={styles.stop}>
                {title}
              </Link>
              <p className="small soft">
                <When at={startsAt!} minutes={minutes} zone={timeZone} isShort />
              </p>
            </LineNode>
          ))}
        </Line>
      )}
      {list.data && next.length === 0 && <p className="soft">{words("today.noneNext")}</p>}
      {list.isPending && <Skeleton />}
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <Link to="/convenings" className={styles.more}>
          {words("today.allConvenings")}
        </Link>
      )}
    </section>
  );
}

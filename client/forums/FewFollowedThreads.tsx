import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useWords } from "../language/useWords";
import { ErrorState } from "../ui/ErrorState";
import { Skeleton } from "../ui/Skeleton";
import styles from "./FollowedThreads.module.css";
import { followedQuery } from "./forums.queries";

/** How many fit on a page that is about more than discussions. */
const FEW = 5;

/** A few of them, in one line each. */
export function FewFollowedThreads() {
  const words = useWords();
  const list = useInfiniteQuery(followedQuery);
  if (list.data === undefined) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={3} />
    );
  }
  const threads = list.data.pages.flatMap(({ items }) => items);
  return (
    <>
      {threads.length === 0 && <p className="soft">{words("followed.none")}</p>}
      <ul className={styles.few}>
        {threads.slice(0, FEW).map(({ id, title, categoryTitle, posts, readTo, campuses }) => (
          <li key={id} className={styles.row}>
            <div>
              <h3 className={styles.title}>
                <Link to={`/threads/${id}`}>{title}</Link>
              </h3>
              <p className="small soft">
                {categoryTitle} · {words("followed.campuses", { count: campuses })}
              </p>
            </div>
            <span className={styles.new}>{words("followed.new", { count: posts - readTo })}</span>
          </li>
        ))}
      </ul>
      <Link to="/forums" className={styles.all}>
        {words("followed.allForums")}
      </Link>
    </>
  );
}

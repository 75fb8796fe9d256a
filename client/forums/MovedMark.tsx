import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import styles from "./MovedMark.module.css";
import { countFolded } from "./marks";
import { whereaboutsQuery } from "./threads.queries";
import { useThreadView } from "./useThreadRoom";

interface Props {
  post: PostView;
  count: number;
  isHere: boolean;
}

/** Stands where replies were that are in another thread now: one quiet line for all of them. */
export function MovedMark({ post: { id, place, movedTo }, count, isHere }: Props) {
  const words = useWords();
  const moved = useThreadView(({ posts }) => countFolded(posts, place));
  const postId = movedTo?.postId ?? "";
  const { data } = useQuery(whereaboutsQuery(postId));
  const headId = `post-${id}`;
  return (
    <article
      className={styles.mark}
      data-place={place}
      data-here={isHere ? "" : undefined}
      tabIndex={-1}
      aria-labelledby={headId}
      aria-posinset={place + 1}
      aria-setsize={count}
    >
      <p id={headId}>
        {words("forums.moved", { count: moved })} {/* Where one may not read it, nothing of it is told. */}
        {data ? (
          <Link to={`/threads/${data.threadId}/${data.place}`}>{data.title}</Link>
        ) : (
          words("forums.moved.elsewhere")
        )}
      </p>
    </article>
  );
}

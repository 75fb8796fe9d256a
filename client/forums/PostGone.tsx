import { Link } from "react-router";
import type { PostView } from "#shared/forums/threads.contract";
import { useViewer } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import styles from "./Post.module.css";
import { WhyGone } from "./WhyGone";

interface Props {
  post: PostView;
}

/** Why a post's words are not shown, and to their author how to ask somebody else to look at that. */
export function PostGone({ post: { author, state, reason, norm } }: Props) {
  const words = useWords();
  const viewer = useViewer();
  if (state === "shown" || state === "moved") return null;
  return (
    <div className={styles.gone}>
      <p>{words(`forums.gone.${state}`)}</p>
      {reason !== "" && (
        <p className={styles.reason}>
          <WhyGone norm={norm} reason={reason} />
        </p>
      )}
      {state === "hidden" && author.personId === viewer.personId && (
        <p className={styles.reason}>
          <Link to="/waiting#decisions">{words("forums.gone.again")}</Link>
        </p>
      )}
    </div>
  );
}

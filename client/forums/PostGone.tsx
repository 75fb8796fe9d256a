import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import styles from "./Post.module.css";
import { WhyGone } from "./WhyGone";

interface Props {
  post: PostView;
}

/** Why a post's words are not shown. */
export function PostGone({ post: { state, reason, norm } }: Props) {
  const words = useWords();
  if (state === "shown" || state === "moved") return null;
  return (
    <div className={styles.gone}>
      <p>{words(`forums.gone.${state}`)}</p>
      {reason !== "" && (
        <p className={styles.reason}>
          <WhyGone norm={norm} reason={reason} />
        </p>
      )}
    </div>
  );
}

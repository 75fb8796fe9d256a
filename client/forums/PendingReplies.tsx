import { ApiError } from "../http/ApiError";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { useOutbox } from "../live/ConnectionState";
import { connectionStore } from "../live/connection";
import { RichText } from "../richText/RichText";
import { Button } from "../ui/Button";
import { useComposer } from "./composerContext";
import { PositionLabel } from "./Deciding";
import styles from "./PendingReplies.module.css";
import { type PendingReply, usePendingReplies, useReply } from "./useReplies";
import { useReplyPath } from "./useReplyPath";

/** One's own replies in their place, before the server has them. */
export function PendingReplies() {
  return usePendingReplies().map((post) => <Pending key={post.deedId} post={post} />);
}

function Pending({ post }: { post: PendingReply }) {
  const words = useWords();
  const replyPath = useReplyPath();
  return (
    <article className={styles.pending} data-pending={post.state} aria-label={words("forums.pending.label")}>
      {post.input.position && <PositionLabel position={post.input.position} isChanged={false} />}
      <RichText document={post.input.body} under={2} replyPath={replyPath} className={styles.body} />
      <PendingState post={post} />
    </article>
  );
}

/** Where the words are just now; and what to do where they were not taken. */
function PendingState({ post }: { post: PendingReply }) {
  const words = useWords();
  const refusal = useRefusal();
  const composer = useComposer();
  const { take, retry } = useReply();
  const { needsSignIn } = useOutbox();
  const isOnline = connectionStore(({ socket }) => socket === "live");
  const { refusal: refused } = post;
  if (refused === null) {
    const where = needsSignIn ? "signIn" : post.state === "sending" && isOnline ? "sending" : "waiting";
    return (
      <p className={styles.state} role="status">
        {words(post.isKept ? "forums.pending.kept" : "forums.pending.unkept")} ·{" "}
        {words(`forums.pending.${where}`)}
      </p>
    );
  }
  const edit = () => {
    if (take(post.deedId) === null) return;
    composer.handle?.append(post.input.body.content);
    if (post.input.isTried) composer.handle?.reportTried();
    composer.handle?.takePosition(post.input.position);
  };
  return (
    <div className={styles.state}>
      <span className={styles.refusal}>
        {words("forums.pending.refused")} {refusal(new ApiError(409, refused))}
      </span>
      <span className={styles.ways}>
        <Button size="small" onClick={edit}>
          {words("forums.pending.edit")}
        </Button>
        <Button size="small" onClick={() => retry(post.deedId)}>
          {words("ui.tryAgain")}
        </Button>
        <Button size="small" weight="quiet" onClick={() => take(post.deedId)}>
          {words("forums.pending.discard")}
        </Button>
      </span>
    </div>
  );
}

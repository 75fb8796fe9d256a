import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import { useWords } from "../language/useWords";
import { useOutbox } from "../live/ConnectionState";
import { connectionStore } from "../live/connection";
import type { PendingPost } from "../live/outbox";
import { Button } from "../ui/Button";
import styles from "./Contribution.module.css";
import { kindSigns } from "./kinds";
import { OwnHeld } from "./OwnHeld";
import { useAnswerDraft, useRemarkDraft, withWords } from "./remarkDrafts";
import { useView } from "./useDebriefRoom";
import { type PendingRemark, usePending, usePost } from "./usePosts";
import { useRoomRefusal } from "./useRoomRefusal";

/** One's own words in their place, before the server has them, or before the room has. */
export function PendingRemarks() {
  const posts = usePending(null);
  return (
    <>
      <OwnHeld />
      {posts.map((post) => (
        <PendingContribution key={post.deedId} post={post} />
      ))}
    </>
  );
}

interface Props {
  post: PendingRemark;
}

function PendingContribution({ post }: Props) {
  const words = useWords();
  const { take } = usePost();
  const { draft, change } = useRemarkDraft();
  const kind = post.input.kind ?? "insight";
  const edit = () => {
    if (take(post.deedId) === null) return;
    change({ text: withWords(draft.text, post.input.text), kind, isUnnamed: post.input.isUnnamed });
    document.getElementById("remark")?.focus();
  };
  return (
    <article className={styles.said} data-pending={post.state} aria-label={words("debriefs.pending.label")}>
      <span className={styles.kind}>
        <span aria-hidden="true" className={styles.sign}>
          {kindSigns[kind]}
        </span>
        {words(`debriefs.kind.${kind}`)}
      </span>
      <div className={styles.body}>
        <p className={styles.text}>{post.input.text}</p>
        <PendingState post={post} onEdit={edit} />
      </div>
    </article>
  );
}

/** An answer that waits. Where what it answers was taken back, its words go on as a contribution. */
export function PendingAnswer({ post, canAnswer }: Props & { canAnswer: boolean }) {
  const { take } = usePost();
  const answer = useAnswerDraft(post.input.contributionId ?? "");
  const remark = useRemarkDraft();
  const edit = () => {
    if (take(post.deedId) === null) return;
    const { text, isUnnamed } = post.input;
    if (canAnswer) answer.change({ text: withWords(answer.draft.text, text), isUnnamed });
    else remark.change({ text: withWords(remark.draft.text, text), isUnnamed });
  };
  return (
    <div className={styles.waiting} data-pending={post.state}>
      <p className={styles.text}>{post.input.text}</p>
      <PendingState post={post} onEdit={edit} />
    </div>
  );
}

/** Where the words are just now, in a sentence that is true; and what to do where the room would not take them. */
export function PendingState({ post, onEdit }: { post: PendingPost; onEdit: () => void }) {
  const words = useWords();
  const refusal = useRoomRefusal();
  const { take, retry } = usePost();
  const isTalking = useView(({ stage }) => isTalkingIn(stage));
  const { needsSignIn } = useOutbox();
  const isOnline = connectionStore(({ socket }) => socket === "live");
  if (post.refusal !== null) {
    return (
      <div className={styles.by}>
        <span className={styles.refusal}>
          {words("debriefs.pending.refused")} {refusal(post.refusal)}
        </span>
        <span className={styles.pills}>
          {isTalking && (
            <Button size="small" onClick={onEdit}>
              {words("debriefs.pending.edit")}
            </Button>
          )}
          <Button size="small" onClick={() => retry(post.deedId)}>
            {words("debriefs.pending.retry")}
          </Button>
          <Button size="small" weight="quiet" onClick={() => take(post.deedId)}>
            {words("debriefs.pending.discard")}
          </Button>
        </span>
      </div>
    );
  }
  const where = needsSignIn ? "signIn" : post.state === "sending" && isOnline ? "sending" : "waiting";
  return (
    <div className={styles.by}>
      <span role="status">
        {words(post.isKept ? "debriefs.pending.kept" : "debriefs.pending.unkept")}
        {" · "}
        {words(`debriefs.pending.${where}`)}
      </span>
    </div>
  );
}

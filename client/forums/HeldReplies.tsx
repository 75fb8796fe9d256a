import { useQueryClient } from "@tanstack/react-query";
import type { HeldView } from "#shared/forums/held.contract";
import { useWords } from "../language/useWords";
import { RichText } from "../richText/RichText";
import { Button } from "../ui/Button";
import { useComposer } from "./composerContext";
import { PositionLabel } from "./Deciding";
import { useHeldDeeds } from "./held.queries";
import styles from "./PendingReplies.module.css";
import { refreshMine } from "./threads.queries";
import { useReplyPath } from "./useReplyPath";
import { useThread, useThreadView } from "./useThreadRoom";
import { WhyGone } from "./WhyGone";
import { WhyMineWaits } from "./WhyHeld";

/** What of one's own waits for a moderator here, or was not let through. Others see nothing of it. */
export function HeldReplies() {
  const { mine } = useThread();
  const posts = useThreadView((view) => view.posts);
  // What was let through meanwhile stands in its place.
  const waiting = mine.held.filter(
    ({ kind, postId }) => kind === "post" || !posts.some(({ id }) => id === postId),
  );
  return waiting.map((held) => <Held key={held.id} held={held} />);
}

function Held({ held }: { held: HeldView }) {
  const words = useWords();
  const client = useQueryClient();
  const replyPath = useReplyPath();
  const composer = useComposer();
  const { takeBack } = useHeldDeeds();
  const { threadId, body, state, kind } = held;
  const letGo = async () => {
    await takeBack.mutateAsync(held.id);
    await refreshMine(client, threadId);
  };
  const edit = async () => {
    if (body !== null) composer.handle?.append(body.content);
    composer.handle?.takePosition(held.position);
    await letGo();
  };
  return (
    <article
      className={styles.pending}
      data-pending={state === "refused" ? "refused" : "held"}
      aria-label={words("forums.held.label")}
    >
      {held.position && <PositionLabel position={held.position} isChanged={false} />}
      {body !== null && <RichText document={body} under={2} replyPath={replyPath} className={styles.body} />}
      <div className={styles.state}>
        <p>
          <strong>{words(state === "refused" ? "forums.held.refused" : "forums.held.waits")}</strong>{" "}
          <WhyGone {...held} /> <WhyMineWaits held={held} />
        </p>
        {kind !== "post" && (
          <span className={styles.ways}>
            <Button size="small" onClick={() => void edit()} isBusy={takeBack.isPending}>
              {words("forums.pending.edit")}
            </Button>
            <Button size="small" weight="quiet" onClick={() => void letGo()} isBusy={takeBack.isPending}>
              {words("forums.withdraw.do")}
            </Button>
          </span>
        )}
      </div>
    </article>
  );
}

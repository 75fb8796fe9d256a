import { useQueryClient } from "@tanstack/react-query";
import type { PostReaction, PostView } from "#shared/forums/threads.contract";
import { postReactions } from "#shared/forums/threads.contract";
import { canReactToPost } from "#shared/forums/threads.policy";
import { useWords } from "../language/useWords";
import { useComposer } from "./composerContext";
import styles from "./Post.module.css";
import { PostMenu } from "./PostMenu";
import { noteOwnReaction, refreshMine } from "./threads.queries";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

interface Props {
  post: PostView;
}

/** What one can do with a post: react in words, quote, reply, and what is wanted more rarely. */
export function PostActions({ post }: Props) {
  const words = useWords();
  const { viewer, subject } = useThreadSubject();
  const composer = useComposer();
  const isPractice = useThreadView(({ thread }) => thread.kind === "practice");
  const canAnswer = canReactToPost(viewer, { authorId: post.author.personId, thread: subject });
  const isShown = post.body !== null;
  return (
    <div className={styles.acts}>
      {isShown &&
        (canAnswer ? (
          postReactions.map((reaction) => <ReactionButton key={reaction} post={post} reaction={reaction} />)
        ) : (
          <ReactionCounts post={post} />
        ))}
      {isShown && canAnswer && (
        <>
          {isPractice && post.place === 0 && (
            <button type="button" className={styles.act} onClick={composer.reportTried}>
              {words("forums.tried.do")}
            </button>
          )}
          <button
            type="button"
            className={styles.act}
            // Before the click takes away what is selected.
            onPointerDown={() => composer.noteSelection(post)}
            onClick={() => composer.quote(post)}
          >
            {words("forums.quote")}
          </button>
          <button type="button" className={styles.act} onClick={() => composer.replyTo(post)}>
            {words("forums.reply")}
          </button>
        </>
      )}
      <PostMenu post={post} className={styles.act} />
    </div>
  );
}

interface ReactionProps extends Props {
  reaction: PostReaction;
}

/** Pressed at once; the count follows when the thread knows. */
function ReactionButton({ post, reaction }: ReactionProps) {
  const words = useWords();
  const client = useQueryClient();
  const { room, mine } = useThread();
  const { run, isBusy } = useThreadDeed("react");
  const own = { postId: post.id, reaction };
  const isOn = mine.reactions.some((one) => one.postId === post.id && one.reaction === reaction);
  const toggle = async () => {
    if (isBusy) return;
    noteOwnReaction(client, room.threadId, own, !isOn);
    const fact = await run({ postId: post.id }, { reaction, isOn: !isOn });
    // It may or may not have arrived: the server knows.
    if (fact === null) await refreshMine(client, room.threadId);
  };
  const count = post.reactions[reaction];
  return (
    <button type="button" className={styles.act} aria-pressed={isOn} onClick={() => void toggle()}>
      {words(`forums.reaction.${reaction}`)}
      {count > 0 && <span className="num"> {count}</span>}
    </button>
  );
}

function ReactionCounts({ post: { reactions } }: Props) {
  const words = useWords();
  const given = postReactions.filter((reaction) => reactions[reaction] > 0);
  if (given.length === 0) return null;
  return (
    <span className={styles.counts}>
      {given.map((reaction) => (
        <span key={reaction}>
          {words(`forums.reaction.${reaction}`)} {reactions[reaction]}
        </span>
      ))}
    </span>
  );
}

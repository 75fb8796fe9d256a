import { lazy, memo, Suspense, useState } from "react";
import { Link } from "react-router";
import type { PostView } from "#shared/forums/threads.contract";
import { canAskToEdit } from "#shared/forums/threads.policy";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { FoldedWords } from "../people/Blocks";
import { RichText } from "../richText/RichText";
import { CampusMark } from "../ui/CampusMark";
import { Face } from "../ui/Face";
import { AcceptedAnswer } from "./AcceptedAnswer";
import { ChoosePost } from "./ChoosePost";
import { Decision, PositionLabel } from "./Deciding";
import { EditPost } from "./EditPost";
import { Poll } from "./Poll";
import styles from "./Post.module.css";
import { PostActions } from "./PostActions";
import { PostGone } from "./PostGone";
import { Revisions } from "./Revisions";
import { useThreadPage } from "./threadPage";
import { useAuthorName } from "./useAuthorName";
import { useFolded } from "./useFolded";
import { useReplyPath } from "./useReplyPath";
import { useThreadSubject, useThreadView } from "./useThreadRoom";

interface Props {
  post: PostView;
  /** How many posts the list has, for those who listen. */
  count: number;
  /** The page was told to go here. */
  isHere: boolean;
}

/** One thing that was said: who, when, what, and what can be done with it. */
export const Post = memo(function Post({ post, count, isHere }: Props) {
  const words = useWords();
  const { id, place, author } = post;
  const [isUnfolded, setIsUnfolded] = useState(false);
  const isFolded = useFolded()(author.personId) && !isUnfolded;
  const body = isFolded ? null : post.body;
  const isEditing = useThreadPage(({ editingId }) => editingId === id);
  const isAccepted = useThreadView(({ thread }) => thread.acceptedId === id);
  const outcome = useThreadView(({ thread: { decision } }) =>
    decision?.outcome?.postId === id ? decision.outcome.result : null,
  );
  const isProposal = useThreadView(({ thread }) => thread.decision !== undefined);
  const isChoosing = useThreadPage(({ chosen }) => chosen !== null);
  const replyPath = useReplyPath();
  const headId = `post-${id}`;
  return (
    <article
      className={styles.post}
      data-place={place}
      data-here={isHere ? "" : undefined}
      tabIndex={-1}
      aria-labelledby={headId}
      aria-posinset={place + 1}
      aria-setsize={count}
    >
      <Face name={author.name} />
      <div className={styles.said}>
        {isChoosing && place > 0 && <ChoosePost post={post} />}
        <header id={headId} className={styles.head}>
          <PostHead post={post} />
          {isAccepted && <span className={styles.accepted}>{words("forums.post.accepted")}</span>}
          {outcome && <span className={styles.tried}>{words(`forums.outcome.${outcome}`)}</span>}
          {post.position && <PositionLabel {...post.position} />}
          {post.isTried && <span className={styles.tried}>{words("forums.post.tried")}</span>}
        </header>
        {isFolded ? (
          <Suspense>
            <FoldedWords name={author.name} onShow={() => setIsUnfolded(true)} />
          </Suspense>
        ) : body === null ? (
          <PostGone post={post} />
        ) : isEditing ? (
          <EditPost post={post} />
        ) : (
          <RichText document={body} under={2} replyPath={replyPath} className={styles.body} />
        )}
        {body !== null && <MaybeAsked post={post} />}
        {place === 0 && <Poll />}
        {place === 0 && isProposal && <Decision />}
        {!isEditing && <PostActions post={{ ...post, body }} />}
        {place === 0 && <AcceptedAnswer />}
      </div>
    </article>
  );
});

/** Only who wrote the post or looks after it may be shown that: nobody else asks. */
function MaybeAsked({ post }: Pick<Props, "post">) {
  const { viewer, subject: thread } = useThreadSubject();
  const authorId = post.author.personId;
  if (viewer.personId !== authorId && !canAskToEdit(viewer, { authorId, thread })) return null;
  return (
    <Suspense>
      <AskedNote post={post} />
    </Suspense>
  );
}

const AskedNote = lazy(async () => ({ default: (await import("./AskedNote")).AskedNote }));

function PostHead({ post }: Pick<Props, "post">) {
  const { author, at, place, threadId, edits, editedAt, id, imported } = post;
  const words = useWords();
  const nameOf = useAuthorName();
  const time = useTime();
  return (
    <>
      <strong>{nameOf(author)}</strong>
      {author.campus && <CampusMark campus={author.campus} />}
      <span>
        {author.unit && <>{author.unit} · </>}
        <Link to={`/threads/${threadId}/${place}`} preventScrollReset className={styles.when}>
          <time dateTime={new Date(at).toISOString()} title={`${time.day(at)}, ${time.clock(at)}`}>
            {time.ago(at)}
          </time>
        </Link>
      </span>
      {imported && (
        <span className={styles.imported}>
          {words(imported.by === "" ? "forums.post.imported" : "forums.post.importedBy", {
            name: imported.by,
            day: time.day(imported.at),
          })}
        </span>
      )}
      {edits > 0 && editedAt !== null && (
        <Revisions postId={id} label={words("forums.post.edited", { ago: time.ago(editedAt) })} />
      )}
    </>
  );
}

import { useEffect, useState } from "react";
import { askedEndpoints } from "#shared/forums/asked.contract";
import type { PostView } from "#shared/forums/threads.contract";
import { canEditPost } from "#shared/forums/threads.policy";
import { newId } from "#shared/ids";
import { call } from "../http/call";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { showToast } from "../ui/toastStore";
import styles from "./AskedNote.module.css";
import { useAsked, useRefreshAsked } from "./asked.queries";
import { useDeedRefusal } from "./held.queries";
import { useThreadPage, useThreadPageStore } from "./threadPage";
import { useThreadSubject } from "./useThreadRoom";
import { WhyGone } from "./WhyGone";

interface Props {
  post: PostView;
}

/** That the post's author is asked to edit it: for them with the way to do it, for those who look after it since when. */
export function AskedNote({ post }: Props) {
  const words = useWords();
  const time = useTime();
  const { viewer } = useThreadSubject();
  const refresh = useRefreshAsked(post.threadId);
  const asked = useAsked(post.threadId, post.id);
  const isEditing = useThreadPage(({ editingId }) => editingId === post.id);
  useEffect(() => {
    // Written anew, it is done.
    if (asked?.state === "open" && (post.editedAt ?? 0) > asked.at) void refresh();
  }, [asked, post.editedAt, refresh]);
  if (asked === undefined || isEditing) return null;
  const { at, endedAt, norm, reason } = asked;
  if (asked.state !== "open")
    return <p className={styles.done}>{words("forums.ask.edited", { ago: time.ago(endedAt ?? at) })}</p>;
  const isOwn = post.author.personId === viewer.personId;
  return (
    <div className={styles.note}>
      <p>
        <strong>{words(isOwn ? "forums.ask.own" : "forums.ask.open", { ago: time.ago(at) })}</strong>
      </p>
      <p>
        <WhyGone norm={norm} reason={reason} />
      </p>
      {isOwn && <p>{words("forums.ask.ownNote")}</p>}
      {isOwn ? <EditIt post={post} /> : <TakeBack post={post} />}
    </div>
  );
}

function EditIt({ post }: Props) {
  const words = useWords();
  const page = useThreadPageStore();
  const { viewer, subject: thread } = useThreadSubject();
  if (!canEditPost(viewer, { authorId: post.author.personId, thread })) return null;
  return (
    <Button size="small" onClick={() => page.setState({ editingId: post.id })}>
      {words("forums.ask.edit")}
    </Button>
  );
}

function TakeBack({ post }: Props) {
  const words = useWords();
  const sayRefusal = useDeedRefusal();
  const refresh = useRefreshAsked(post.threadId);
  const [isBusy, setIsBusy] = useState(false);
  const takeBack = async () => {
    setIsBusy(true);
    try {
      await call(askedEndpoints.takeBack, { params: { postId: post.id }, input: { deedId: newId() } });
      showToast(words("forums.ask.backDone"));
    } catch (error) {
      sayRefusal(error);
    } finally {
      setIsBusy(false);
      void refresh();
    }
  };
  return (
    <Button size="small" isBusy={isBusy} onClick={() => void takeBack()}>
      {words("forums.ask.back")}
    </Button>
  );
}

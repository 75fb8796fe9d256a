import { useState } from "react";
import { askedEndpoints } from "#shared/forums/asked.contract";
import type { PostView } from "#shared/forums/threads.contract";
import { newId } from "#shared/ids";
import { call } from "../http/call";
import { useWords } from "../language/useWords";
import { showToast } from "../ui/toastStore";
import { useRefreshAsked } from "./asked.queries";
import { type GivenReason, ReasonDialog } from "./ReasonDialog";
import { useAuthorName } from "./useAuthorName";
import { useThreadSubject } from "./useThreadRoom";

interface Props {
  post: PostView;
  onRefused: (error: unknown) => void;
  onClose: () => void;
}

/** Asks the author of a post to edit it, with a reason that they read. */
export function AskToEdit({ post, onRefused, onClose }: Props) {
  const words = useWords();
  const nameOf = useAuthorName();
  const { subject } = useThreadSubject();
  const refresh = useRefreshAsked(post.threadId);
  const [isBusy, setIsBusy] = useState(false);
  // Sent again after a loss it is the same deed.
  const [deedId] = useState(newId);
  const ask = async (why: GivenReason) => {
    setIsBusy(true);
    try {
      await call(askedEndpoints.ask, { params: { postId: post.id }, input: { deedId, ...why } });
      showToast(words("forums.ask.done"));
      onClose();
      return true;
    } catch (error) {
      onRefused(error);
      return false;
    } finally {
      setIsBusy(false);
      void refresh();
    }
  };
  return (
    <ReasonDialog
      title={words("forums.ask.title", { name: nameOf(post.author) })}
      text={words("forums.ask.text")}
      confirm={words("forums.ask.confirm")}
      groupId={subject.placements[0]?.category.space.groupId ?? null}
      isOpen
      isBusy={isBusy}
      deed={`ask.${post.id}`}
      onGive={ask}
      onClose={onClose}
    />
  );
}

import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { type GivenReason, ReasonDialog } from "./ReasonDialog";
import { useAuthorName } from "./useAuthorName";
import { useThreadDeed } from "./useThreadDeed";
import { useThreadSubject } from "./useThreadRoom";

interface Props {
  post: PostView;
  /** Out of sight for good, or until somebody has looked at it. */
  way: "hide" | "hold";
  onRefused: (error: unknown) => void;
  onClose: () => void;
}

/** Takes somebody's post out of sight, with a reason that they read. */
export function HidePost({ post, way, onRefused, onClose }: Props) {
  const words = useWords();
  const nameOf = useAuthorName();
  const { subject } = useThreadSubject();
  const hide = useThreadDeed("hide", { onRefused });
  const hold = useThreadDeed("hold", { onRefused });
  const take = async (why: GivenReason) => {
    const params = { postId: post.id };
    const fact = await (way === "hide"
      ? hide.run(params, { isHidden: true, ...why })
      : hold.run(params, why));
    if (fact !== null) onClose();
    return fact !== null;
  };
  return (
    <ReasonDialog
      title={words(`forums.${way}.title`, { name: nameOf(post.author) })}
      text={words(`forums.${way}.text`)}
      confirm={words(`forums.${way}.confirm`)}
      groupId={subject.placements[0]?.category.space.groupId ?? null}
      isOpen
      isBusy={hide.isBusy || hold.isBusy}
      deed={`${way}.${post.id}`}
      onGive={take}
      onClose={onClose}
    />
  );
}

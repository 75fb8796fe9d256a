import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { ReasonDialog } from "./ReasonDialog";
import { useAuthorName } from "./useAuthorName";
import { useThreadDeed } from "./useThreadDeed";

interface Props {
  post: PostView;
  /** Out of sight for good, or until somebody has looked at it; null while nobody asks. */
  way: "hide" | "hold" | null;
  onClose: () => void;
}

/** Takes somebody's post out of sight, with a reason that they read. */
export function HidePost({ post, way, onClose }: Props) {
  const words = useWords();
  const nameOf = useAuthorName();
  const hide = useThreadDeed("hide");
  const hold = useThreadDeed("hold");
  const take = async (reason: string) => {
    const params = { postId: post.id };
    const fact = await (way === "hide"
      ? hide.run(params, { isHidden: true, reason })
      : hold.run(params, { reason }));
    if (fact !== null) onClose();
  };
  const asked = way ?? "hide";
  return (
    <ReasonDialog
      title={words(`forums.${asked}.title`, { name: nameOf(post.author) })}
      text={words(`forums.${asked}.text`)}
      confirm={words(`forums.${asked}.confirm`)}
      isOpen={way !== null}
      isBusy={hide.isBusy || hold.isBusy}
      onGive={(reason) => void take(reason)}
      onClose={onClose}
    />
  );
}

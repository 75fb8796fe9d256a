import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import styles from "./forms.module.css";
import { useThreadDeed } from "./useThreadDeed";

interface Props {
  post: PostView;
  onClose: () => void;
}

/** Asks before words go for good. */
export function WithdrawPost({ post, onClose }: Props) {
  const words = useWords();
  const { run, isBusy } = useThreadDeed("withdraw");
  const withdraw = async () => {
    if ((await run({ postId: post.id }, {})) !== null) onClose();
  };
  return (
    <Dialog title={words("forums.withdraw.title")} isOpen onClose={onClose}>
      <div className={styles.form}>
        <p>{words("forums.withdraw.text")}</p>
        <div className={styles.ends}>
          <Button weight="quiet" onClick={onClose}>
            {words("forums.withdraw.keep")}
          </Button>
          <Button weight="danger" isBusy={isBusy} onClick={() => void withdraw()}>
            {words("forums.withdraw.confirm")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

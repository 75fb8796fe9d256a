import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./NewReplies.module.css";
import { goTo, useThreadPage, useThreadPageStore } from "./threadPage";
import { useThreadState, useThreadView } from "./useThreadRoom";

/** How many replies have come since; and that somebody writes. */
export function NewReplies() {
  const words = useWords();
  const store = useThreadPageStore();
  const posts = useThreadView(({ thread }) => thread.posts);
  const shown = useThreadPage((page) => page.shown);
  const waiting = posts - shown;
  const show = () => {
    store.setState({ line: shown });
    goTo(store, shown, posts);
  };
  return (
    <>
      <WritingNow />
      {waiting > 0 && (
        <Button size="small" className={styles.arrived} onClick={show}>
          {words("forums.newReplies", { count: waiting })}
        </Button>
      )}
    </>
  );
}

function WritingNow() {
  const words = useWords();
  const isWriting = useThreadPage((page) => page.isWriting);
  const all = useThreadState(({ presence }) => presence?.writing ?? 0);
  const writing = Math.max(0, all - (isWriting ? 1 : 0));
  return <p className={styles.writing}>{writing > 0 && words("forums.writing", { count: writing })}</p>;
}

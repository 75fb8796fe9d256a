import type { MouseEvent } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import styles from "./ChoosePosts.module.css";
import { useThreadPage } from "./threadPage";
import { useChoosing } from "./useChoosing";

/** Beside a reply while a moderator chooses some. With the shift key everything since the last choice is chosen too. */
export function ChoosePost({ post }: { post: PostView }) {
  const words = useWords();
  const isChosen = useThreadPage(({ chosen }) => chosen?.includes(post.id) ?? false);
  const { choose } = useChoosing();
  const toggle = (event: MouseEvent) => choose(post, !isChosen, event.shiftKey);
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={isChosen} onClick={toggle} onChange={() => undefined} />
      {words("forums.choose.this", { place: post.place, name: post.author.name })}
    </label>
  );
}

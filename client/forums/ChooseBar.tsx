import { useState } from "react";
import { MOST_MOVED } from "#shared/forums/moderation.endpoints";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./ChoosePosts.module.css";
import { SplitThread } from "./SplitThread";
import { useThreadPage } from "./threadPage";
import { useChoosing } from "./useChoosing";

/** At the foot while replies are chosen: how many they are, and what becomes of them. */
export function ChooseBar() {
  const words = useWords();
  const count = useThreadPage(({ chosen }) => chosen?.length ?? 0);
  const { end } = useChoosing();
  const [isAsking, setIsAsking] = useState(false);
  const canGoOn = count > 0 && count <= MOST_MOVED;
  return (
    <section className={styles.bar} aria-label={words("forums.choose.label")}>
      <p role="status">
        {words(count > MOST_MOVED ? "forums.choose.tooMany" : "forums.choose.count", { count })}
      </p>
      <p className="small soft">{words("forums.choose.hint")}</p>
      <div className={styles.ways}>
        <Button weight="quiet" onClick={end}>
          {words("forums.choose.end")}
        </Button>
        <Button weight="first" aria-disabled={!canGoOn} onClick={() => canGoOn && setIsAsking(true)}>
          {words("forums.split.do")}
        </Button>
      </div>
      <SplitThread isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </section>
  );
}

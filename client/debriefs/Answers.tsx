import { useState } from "react";
import type { ContributionView } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import styles from "./Contribution.module.css";
import { PendingAnswer } from "./PendingRemarks";
import { Signature } from "./Signature";
import type { Mine } from "./useMine";
import { usePending } from "./usePosts";

interface Props {
  contribution: ContributionView;
  mine: Mine;
}

/** So many answers stand open; the earlier ones of a longer row are folded. */
const OPEN = 3;

/** The answers under a contribution, with what is on its way from this device. */
export function Answers({ contribution, mine }: Props) {
  const words = useWords();
  const [isUnfolded, setIsUnfolded] = useState(false);
  const pending = usePending(contribution.id);
  const { answers } = contribution;
  if (answers.length === 0 && pending.length === 0) return null;
  const folded = isUnfolded ? 0 : Math.max(0, answers.length - OPEN);
  return (
    <div className={styles.answers}>
      {folded > 0 && (
        <button type="button" className={styles.fold} onClick={() => setIsUnfolded(true)}>
          {words("debriefs.answer.unfold", { count: folded })}
        </button>
      )}
      {answers.slice(folded).map((answer) => (
        <div key={answer.id}>
          <p className={styles.text}>{answer.text}</p>
          <div className={styles.by}>
            <Signature author={answer.author} at={answer.at} isMine={mine.isMine(answer)} />
          </div>
        </div>
      ))}
      {pending.map((post) => (
        <PendingAnswer key={post.deedId} post={post} canAnswer={!contribution.isWithdrawn} />
      ))}
    </div>
  );
}

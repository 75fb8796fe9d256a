import { memo, useEffect, useState } from "react";
import type { ContributionView } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import { classNames } from "../ui/classNames";
import { VisuallyHidden } from "../ui/VisuallyHidden";
import { AnswerComposer } from "./AnswerComposer";
import { Answers } from "./Answers";
import styles from "./Contribution.module.css";
import { FacilitatorPills } from "./FacilitatorPills";
import { kindSigns } from "./kinds";
import { Reactions } from "./Reactions";
import { useAnswerDraft } from "./remarkDrafts";
import { Signature } from "./Signature";
import type { Mine } from "./useMine";
import { Withdrawing, WriteAnew } from "./Withdrawing";

interface Props {
  contribution: ContributionView;
  mine: Mine;
  isLit: boolean;
  isTalking: boolean;
  canFacilitate: boolean;
}

/** One remark with what came of it: reactions, answers, a place on the projector, keeping. */
export const Contribution = memo(function Contribution(props: Props) {
  const { contribution, mine, isLit, isTalking, canFacilitate } = props;
  const words = useWords();
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const answering = useAnswering(contribution.id, isTalking);
  if (contribution.isWithdrawn) {
    return <Withdrawn contribution={contribution} mine={mine} isTalking={isTalking} />;
  }
  const isMine = mine.isMine(contribution);
  return (
    <article
      className={styles.said}
      data-lit={isLit ? "" : undefined}
      data-remark={contribution.id}
      tabIndex={-1}
      aria-label={words("debriefs.remarkBy", {
        kind: words(`debriefs.kind.${contribution.kind}`),
        name: contribution.author?.name ?? words("debriefs.unnamed.name"),
      })}
    >
      <span className={styles.kind}>
        <span aria-hidden="true" className={styles.sign}>
          {kindSigns[contribution.kind]}
        </span>
        {words(`debriefs.kind.${contribution.kind}`)}
      </span>
      <div className={styles.body}>
        <p className={styles.text}>{contribution.text}</p>
        <div className={styles.by}>
          <Signature author={contribution.author} at={contribution.at} isMine={isMine} />
          {isLit && <span className={styles.note}>{words("debriefs.onProjector")}</span>}
          {contribution.isTakeaway && <span className={styles.note}>{words("debriefs.isTakeaway")}</span>}
          <span className={styles.pills}>
            {isTalking ? (
              <Reactions contribution={contribution} mine={mine} />
            ) : (
              <ReactionCounts contribution={contribution} />
            )}
            {isTalking && (
              <button
                type="button"
                className={classNames(styles.pill, styles.quiet)}
                aria-expanded={answering.isOpen}
                onClick={answering.toggle}
              >
                {words("debriefs.answer.do")}
              </button>
            )}
            {canFacilitate && (
              <FacilitatorPills contribution={contribution} isLit={isLit} isTalking={isTalking} />
            )}
            {isMine && !isWithdrawing && (
              <button
                type="button"
                className={classNames(styles.pill, styles.quiet)}
                onClick={() => setIsWithdrawing(true)}
              >
                {words("debriefs.withdraw.do")}
              </button>
            )}
          </span>
        </div>
        {isWithdrawing && <Withdrawing contribution={contribution} onDone={() => setIsWithdrawing(false)} />}
        <Answers contribution={contribution} mine={mine} />
        {answering.isOpen && <AnswerComposer contributionId={contribution.id} onClose={answering.close} />}
      </div>
    </article>
  );
});

/** Opened by its button, and by itself where words wait to be finished: left behind, or given back by the room. */
function useAnswering(contributionId: string, isTalking: boolean) {
  const { draft } = useAnswerDraft(contributionId);
  const hasWords = draft.text.trim() !== "";
  const [isWanted, setIsWanted] = useState(hasWords);
  useEffect(() => {
    if (hasWords) setIsWanted(true);
  }, [hasWords]);
  return {
    isOpen: isTalking && isWanted,
    toggle: () => setIsWanted(!isWanted),
    close: () => setIsWanted(false),
  };
}

function ReactionCounts({ contribution: { reactions } }: Pick<Props, "contribution">) {
  const words = useWords();
  return (
    <>
      {reactions.resonates > 0 && (
        <span>
          {words("debriefs.reaction.resonates")} {reactions.resonates}
        </span>
      )}
      {reactions.sayMore > 0 && (
        <span>
          {words("debriefs.reaction.sayMore")} {reactions.sayMore}
        </span>
      )}
    </>
  );
}

function Withdrawn({ contribution, mine, isTalking }: Pick<Props, "contribution" | "mine" | "isTalking">) {
  const words = useWords();
  return (
    <article className={styles.said} data-remark={contribution.id} tabIndex={-1}>
      <span className={styles.kind}>
        <VisuallyHidden>{words(`debriefs.kind.${contribution.kind}`)}</VisuallyHidden>
      </span>
      <div className={styles.body}>
        <p className={styles.gone}>
          {words("debriefs.withdrawn")} {isTalking && <WriteAnew contributionId={contribution.id} />}
        </p>
        <Answers contribution={contribution} mine={mine} />
      </div>
    </article>
  );
}

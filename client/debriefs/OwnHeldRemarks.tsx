import { useQuery } from "@tanstack/react-query";
import { isTalking as isTalkingIn } from "#shared/debriefs/debriefs.policy";
import type { OwnHeldView } from "#shared/debriefs/heldRemarks.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { AnswerTo } from "./AnswerTo";
import styles from "./Contribution.module.css";
import { mineQuery } from "./debriefs.queries";
import { useSettling } from "./held.queries";
import { kindSigns } from "./kinds";
import { useAnswerDraft, useRemarkDraft, withWords } from "./remarkDrafts";
import { useView } from "./useDebriefRoom";

/** What of one's own waits for a facilitator, or was declined. */
export function OwnHeldRemarks() {
  const debriefId = useView(({ id }) => id);
  const { data } = useQuery(mineQuery(debriefId));
  const contributions = useView((view) => view.contributions);
  // The room may hear that it is shown before its author has asked: then it is there, and nowhere else.
  const isSaid = ({ id }: OwnHeldView) =>
    contributions.some((one) => one.id === id || one.answers.some((answer) => answer.id === id));
  return data?.held
    .filter((held) => !isSaid(held))
    .map((held) => <OwnHeldRemark key={held.id} held={held} />);
}

function OwnHeldRemark({ held }: { held: OwnHeldView }) {
  const words = useWords();
  const { withdraw, isBusy } = useSettling(held.id);
  const isTalking = useView(({ stage }) => isTalkingIn(stage));
  const writeAnew = useWriteAnew(held);
  const { kind, contributionId, text, state, reason } = held;
  return (
    <article className={styles.said} data-pending={state} aria-label={words("debriefs.held.label")}>
      <span className={styles.kind}>
        {kind && (
          <span aria-hidden="true" className={styles.sign}>
            {kindSigns[kind]}
          </span>
        )}
        {words(kind ? `debriefs.kind.${kind}` : "debriefs.held.answer")}
      </span>
      <div className={styles.body}>
        {contributionId && <AnswerTo contributionId={contributionId} />}
        <p className={styles.text}>{text}</p>
        <div className={styles.by}>
          <span role="status" className={styles.note}>
            {state === "waiting" ? words("debriefs.held.waits") : words("debriefs.held.declined", { reason })}
          </span>
          <span className={styles.pills}>
            {isTalking && (
              <Button size="small" isBusy={isBusy} onClick={() => void writeAnew(withdraw)}>
                {words("debriefs.withdraw.rewrite")}
              </Button>
            )}
            <Button size="small" weight="quiet" isBusy={isBusy} onClick={() => void withdraw()}>
              {words("debriefs.pending.discard")}
            </Button>
          </span>
        </div>
      </div>
    </article>
  );
}

/** Puts the words where they were written before they are taken back, so that they are in no moment nowhere. */
function useWriteAnew({ kind, contributionId, text, isUnnamed }: OwnHeldView) {
  const remark = useRemarkDraft();
  const answer = useAnswerDraft(contributionId ?? "");
  const isThere = useView(({ contributions }) =>
    contributions.some(({ id, isWithdrawn }) => id === contributionId && !isWithdrawn),
  );
  return async (withdraw: () => Promise<boolean>) => {
    const { draft, change } = isThere ? answer : remark;
    const before = draft.text;
    change({ text: withWords(before, text), isUnnamed });
    if (!(await withdraw())) return change({ text: before });
    if (isThere) return;
    if (kind) remark.change({ kind });
    document.getElementById("remark")?.focus();
  };
}

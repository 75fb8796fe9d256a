import { type FormEvent, useState } from "react";
import type { HeldRemarkView } from "#shared/debriefs/heldRemarks.contract";
import { givenReason } from "#shared/debriefs/reason";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/Field";
import { AnswerTo } from "./AnswerTo";
import contribution from "./Contribution.module.css";
import { useSettling } from "./held.queries";
import { kindSigns } from "./kinds";
import { Signature } from "./Signature";
import styles from "./Waiting.module.css";

interface Props {
  held: HeldRemarkView;
}

/** One remark that waits: shown as it is, or declined with a reason. */
export function WaitingRemark({ held }: Props) {
  const words = useWords();
  const [isDeclining, setIsDeclining] = useState(false);
  const { show, isBusy } = useSettling(held.id);
  const { kind, contributionId, text, author, at } = held;
  return (
    <li className={styles.remark}>
      <p className={contribution.kind}>
        {kind ? `${kindSigns[kind]} ${words(`debriefs.kind.${kind}`)}` : words("debriefs.held.answer")}
      </p>
      {contributionId && <AnswerTo contributionId={contributionId} />}
      <p className={contribution.text}>{text}</p>
      <p className={contribution.by}>
        <Signature author={author} at={at} isMine={false} />
      </p>
      {isDeclining ? (
        <Declining held={held} onClose={() => setIsDeclining(false)} />
      ) : (
        <div className={styles.deeds}>
          <Button size="small" weight="first" isBusy={isBusy} onClick={() => void show()}>
            {words("debriefs.waiting.show")}
          </Button>
          <Button size="small" onClick={() => setIsDeclining(true)}>
            {words("debriefs.waiting.decline")}
          </Button>
        </div>
      )}
    </li>
  );
}

function Declining({ held, onClose }: Props & { onClose: () => void }) {
  const words = useWords();
  const sentence = useSentence();
  const { draft, change, clear } = useDraft(`decline.${held.id}`, { reason: "" });
  const [problem, setProblem] = useState<string | null>(null);
  const { decline, isBusy } = useSettling(held.id);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const reason = givenReason.safeParse(draft.reason);
    if (!reason.success) return setProblem(sentence(reason.error.issues[0]?.message ?? ""));
    if (await decline(reason.data)) clear();
  };
  return (
    <form className={styles.declining} onSubmit={(event) => void submit(event)}>
      <TextArea
        label={words("debriefs.waiting.reason")}
        hint={words("debriefs.waiting.hint")}
        error={problem}
        rows={2}
        maxLength={400}
        // It was opened to type here.
        autoFocus
        value={draft.reason}
        onChange={({ target }) => {
          change({ reason: target.value });
          setProblem(null);
        }}
      />
      <div className={styles.deeds}>
        <Button size="small" type="submit" weight="first" isBusy={isBusy}>
          {words("debriefs.waiting.confirm")}
        </Button>
        <Button size="small" weight="quiet" onClick={onClose}>
          {words("debriefs.waiting.keep")}
        </Button>
      </div>
    </form>
  );
}

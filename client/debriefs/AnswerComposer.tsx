import { type FormEvent, useEffect, useRef, useState } from "react";
import { remarkText } from "#shared/debriefs/debriefs.contract";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { goToEndOf, saysIt } from "./Composer";
import styles from "./Composer.module.css";
import { HeldNote } from "./OwnHeld";
import { useAnswerDraft } from "./remarkDrafts";
import { SignatureChoice } from "./SignatureChoice";
import { useHoldingBack } from "./useHoldingBack";
import { usePause } from "./usePause";
import { usePost } from "./usePosts";
import { useWriting } from "./useWriting";

interface Props {
  contributionId: string;
  /** Closes it; what was written stays kept. */
  onClose: () => void;
}

/** Answers one contribution, beneath it. */
export function AnswerComposer({ contributionId, onClose }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const { answer } = usePost();
  const { draft, isKept, change } = useAnswerDraft(contributionId);
  const [problem, setProblem] = useState<string | null>(null);
  const writing = useWriting();
  const { isHeldBack, holdsBack } = useHoldingBack(usePause() !== null);
  const field = useFocusUnlessRestored(draft.text);

  const say = (event?: FormEvent) => {
    event?.preventDefault();
    if (holdsBack()) return;
    const text = remarkText.safeParse(draft.text);
    if (!text.success) return setProblem(sentence(text.error.issues[0]?.message ?? ""));
    answer({ contributionId, text: text.data, isUnnamed: draft.isUnnamed });
    change({ text: "" });
    writing.stop();
    onClose();
  };
  return (
    <form className={styles.answering} aria-label={words("debriefs.answer.label")} onSubmit={say}>
      <textarea
        ref={field}
        className={styles.area}
        rows={2}
        aria-label={words("debriefs.answer.text")}
        aria-invalid={problem === null ? undefined : true}
        value={draft.text}
        onChange={(event) => {
          change({ text: event.target.value });
          setProblem(null);
          writing.stroke(event.target.value);
        }}
        onBlur={writing.stop}
        onKeyDown={(event) => {
          if (saysIt(event)) say();
          else if (event.key === "Escape") onClose();
        }}
      />
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {!isKept && <p className={styles.problem}>{words("debriefs.composer.unkept")}</p>}
      <HeldNote />
      <div className={styles.row}>
        <SignatureChoice isUnnamed={draft.isUnnamed} onChange={(isUnnamed) => change({ isUnnamed })} />
        <span className={styles.ends}>
          <Button size="small" weight="quiet" onClick={onClose}>
            {words("debriefs.answer.close")}
          </Button>
          <Button size="small" weight="first" type="submit" aria-disabled={isHeldBack || undefined}>
            {words("debriefs.answer.say")}
          </Button>
        </span>
      </div>
    </form>
  );
}

/** Opened by a click it takes the focus; reappearing with a kept draft after a reload it does not. */
function useFocusUnlessRestored(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isRestored = useRef(text !== "" && document.activeElement === document.body);
  useEffect(() => {
    goToEndOf(field.current);
    if (isRestored.current) return;
    field.current?.focus();
    field.current?.form?.scrollIntoView({ block: "nearest" });
  }, []);
  return field;
}

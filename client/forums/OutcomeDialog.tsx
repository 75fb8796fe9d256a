import { type FormEvent, useRef, useState } from "react";
import { type Outcome, outcomes } from "#shared/forums/proposals.contract";
import { proposalEndpoints } from "#shared/forums/proposals.endpoints";
import type { RichTextDocument } from "#shared/richText/document";
import { useRefusal, useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { announce } from "../ui/announcerStore";
import { Dialog } from "../ui/Dialog";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { DraftSafety } from "./DraftState";
import styles from "./forms.module.css";
import fieldStyles from "./OutcomeDialog.module.css";
import { useDeed } from "./useThreadDeed";
import { useThread, useThreadSubject } from "./useThreadRoom";
import { WritingField, type WritingHandle } from "./WritingField";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  onStated: () => void;
}

/** Asks what became of the proposal, and for the words that say so. */
export function OutcomeDialog({ isOpen, onClose, onStated }: Props) {
  const words = useWords();
  return (
    <Dialog
      title={words("forums.decision.stateTitle")}
      isOpen={isOpen}
      onClose={onClose}
      isDismissable={false}
      size="large"
    >
      {isOpen && <OutcomeForm onClose={onClose} onStated={onStated} />}
    </Dialog>
  );
}

/** What is being stated: kept on this device until it is. */
interface OutcomeDraft {
  result: Outcome | null;
  body: RichTextDocument | null;
}
const EMPTY: OutcomeDraft = { result: null, body: null };

function OutcomeForm({ onClose, onStated }: Omit<Props, "isOpen">) {
  const words = useWords();
  const sentence = useSentence();
  const refusal = useRefusal();
  const { room } = useThread();
  const { threadId } = room;
  const { subject } = useThreadSubject();
  const { draft, isKept, change, clear } = useDraft(`${threadId}.outcome`, EMPTY);
  const field = useRef<WritingHandle>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { run, isBusy } = useDeed(proposalEndpoints.decide, {
    onRefused: (error) => setProblem(refusal(error)),
  });
  const isInGroup = subject.placements[0]?.category.space.groupId != null;

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const { result } = draft;
    if (result === null) return setProblem(words("forums.decision.choose"));
    const written = field.current?.read() ?? null;
    if (written === null) return setProblem(words("forums.composer.empty"));
    if (!written.ok) return setProblem(sentence(written.refusal.sentence));
    if ((await run({ threadId }, { result, body: written.document })) === null) return;
    clear();
    onClose();
    announce(words("forums.decision.done"));
    // The button that opened this is gone.
    requestAnimationFrame(() => requestAnimationFrame(onStated));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{words(isInGroup ? "forums.decision.tellsGroup" : "forums.decision.tellsOthers")}</p>
      <fieldset>
        <legend className={styles.legend}>{words("forums.decision.result")}</legend>
        {outcomes.map((one) => (
          <label key={one} className={styles.check}>
            <input
              type="radio"
              name="outcome"
              checked={draft.result === one}
              onChange={() => {
                change({ result: one });
                setProblem(null);
              }}
            />
            <span>
              {words(`forums.outcome.${one}`)}
              <small>{words(`forums.decision.means.${one}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.part}>
        <span className={fieldStyles.label}>{words("forums.decision.words")}</span>
        <div className={fieldStyles.box} data-invalid={problem === null ? undefined : ""}>
          <WritingField
            ref={field}
            place={`outcome.${threadId}`}
            body={draft.body}
            label={words("forums.decision.words")}
            placeholder={words("forums.decision.placeholder")}
            isInvalid={problem !== null}
            onChange={(body) => {
              change({ body });
              setProblem(null);
            }}
            onSubmit={() => void submit()}
          />
        </div>
      </div>
      <DraftSafety safety={draft.body === null ? "nothing" : isKept ? "here" : "unkept"} />
      <FormError message={problem} />
      <FormEnds confirm={words("forums.decision.confirm")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

import type { FormEvent } from "react";
import { type AppealOutcome, type AppealView, appealEndpoints } from "#shared/care/appeals.contract";
import { isBrief } from "#shared/care/appeals.policy";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Dialog } from "../ui/Dialog";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import { useDecide } from "./appeals.queries";
import styles from "./Care.module.css";
import { nameOf } from "./deedNames";

/** An appeal, and how it is to end. */
export interface Deciding {
  appeal: AppealView;
  outcome: AppealOutcome;
}

interface Props {
  /** What is being decided; null while nothing is. */
  deciding: Deciding | null;
  onDecided: (appealId: string) => void;
  onClose: () => void;
}

/** Decides about an appeal, with an answer that whoever appeals reads. */
export function DecideAppeal({ deciding, ...ends }: Props) {
  const words = useWords();
  const name = deciding?.appeal.who.name || words("care.log.somebody");
  return (
    <Dialog
      title={words(`care.decide.${deciding?.outcome ?? "stands"}.of`, { name })}
      isOpen={deciding !== null}
      onClose={ends.onClose}
      isDismissable={false}
    >
      {deciding && <DecideForm {...deciding} {...ends} name={name} />}
    </Dialog>
  );
}

/** The deed's id is kept with its answer, so that sending it again is the same deed. */
const EMPTY = { answer: "", deedId: "" };
const FIELDS = ["answer"];

type FormProps = Deciding & Omit<Props, "deciding"> & { name: string };

function DecideForm({ appeal: { id, deed }, outcome, name, onDecided, onClose }: FormProps) {
  const words = useWords();
  const decide = useDecide(id);
  const { draft, change, clear } = useDraft(`appeal.${id}.${outcome}`, EMPTY);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const deedId = draft.deedId || newId();
    const input = check(appealEndpoints.decide.input!, { deedId, outcome, answer: draft.answer });
    if (input === null || decide.isPending) return;
    change({ deedId });
    const ends = {
      onSuccess: () => {
        clear();
        showToast(words(`care.decide.${outcome}.done`, { name }));
        onClose();
        onDecided(id);
      },
      onError: refuse,
    };
    decide.mutate(input, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {outcome === "undone" && (
        <p>{words(`care.decide.undoes.${isBrief(deed) ? "pausedInRoom" : nameOf(deed)}`, { name })}</p>
      )}
      <TextArea
        label={words("care.decide.answer")}
        hint={words("care.decide.answerHint", { name })}
        error={errors.answer ?? null}
        maxLength={1_000}
        value={draft.answer}
        onChange={({ target }) => change({ answer: target.value })}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words(`care.decide.${outcome}`)} isBusy={decide.isPending} onClose={onClose} />
    </form>
  );
}

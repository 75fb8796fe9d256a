import { type FormEvent, lazy, Suspense } from "react";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";

/** Why something is done, with the norm that the reason names; empty for none. */
export interface GivenReason {
  reason: string;
  norm: string;
}

interface Props {
  title: string;
  text: string;
  confirm: string;
  /** The deed and what it is done to: the name under which the words are kept on the device until it is done. */
  deed: string;
  /** The group in whose forum it is done; null where that is no group's, and there are no norms. */
  groupId: string | null;
  isOpen: boolean;
  isBusy: boolean;
  /** Answers whether it is done. */
  onGive: (given: GivenReason) => Promise<boolean>;
  onClose: () => void;
}

/** Asks for the reason of a deed, which those whom it is about will read. */
export function ReasonDialog({ title, isOpen, onClose, ...form }: Props) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      {isOpen && <ReasonForm {...form} onClose={onClose} />}
    </Dialog>
  );
}

/** Only groups have norms: fetched with the first dialog in the forum of one. */
const NormField = lazy(async () => ({ default: (await import("./NormField")).NormField }));

const EMPTY: GivenReason = { reason: "", norm: "" };
const FIELDS = ["reason"];

function ReasonForm({
  text,
  confirm,
  deed,
  groupId,
  isBusy,
  onGive,
  onClose,
}: Omit<Props, "title" | "isOpen">) {
  const words = useWords();
  const { draft, change, clear } = useDraft(`reason.${deed}`, EMPTY);
  const { form, errors, mark } = useFormErrors(FIELDS);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.reason.trim() === "") return mark({ reason: words("forums.hide.needsReason") });
    if (await onGive(draft)) clear();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{text}</p>
      {groupId !== null && (
        <Suspense>
          <NormField groupId={groupId} value={draft.norm} onChange={(norm) => change({ norm })} />
        </Suspense>
      )}
      <TextField
        label={words("forums.hide.reason")}
        error={errors.reason ?? null}
        maxLength={400}
        value={draft.reason}
        onChange={({ target }) => change({ reason: target.value })}
      />
      <FormEnds confirm={confirm} isDanger isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

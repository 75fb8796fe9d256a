import { type FormEvent, lazy, Suspense, useState } from "react";
import { useWords } from "../language/useWords";
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
  /** The group in whose forum it is done; null where that is no group's, and there are no norms. */
  groupId: string | null;
  isOpen: boolean;
  isBusy: boolean;
  onGive: (given: GivenReason) => void;
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

const FIELDS = ["reason"];

function ReasonForm({ text, confirm, groupId, isBusy, onGive, onClose }: Omit<Props, "title" | "isOpen">) {
  const words = useWords();
  const [norm, setNorm] = useState("");
  const [reason, setReason] = useState("");
  const { form, errors, mark } = useFormErrors(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") mark({ reason: words("forums.hide.needsReason") });
    else onGive({ reason, norm });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{text}</p>
      {groupId !== null && (
        <Suspense>
          <NormField groupId={groupId} value={norm} onChange={setNorm} />
        </Suspense>
      )}
      <TextField
        label={words("forums.hide.reason")}
        error={errors.reason ?? null}
        maxLength={400}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <FormEnds confirm={confirm} isDanger isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";

interface Props {
  title: string;
  text: string;
  confirm: string;
  isOpen: boolean;
  isBusy: boolean;
  onGive: (reason: string) => void;
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

const FIELDS = ["reason"];

function ReasonForm({ text, confirm, isBusy, onGive, onClose }: Omit<Props, "title" | "isOpen">) {
  const words = useWords();
  const [reason, setReason] = useState("");
  const { form, errors, mark } = useFormErrors(FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") mark({ reason: words("forums.hide.needsReason") });
    else onGive(reason);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{text}</p>
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

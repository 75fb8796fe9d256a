import { type FormEvent, useState } from "react";
import { proposalEndpoints } from "#shared/forums/proposals.endpoints";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { toLocalInput } from "./remindTimes";
import { useDeed } from "./useThreadDeed";
import { useThread } from "./useThreadRoom";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  decideBy: number;
}

/** Asks until when positions are taken from now on. */
export function MoveEnd({ isOpen, onClose, decideBy }: Props) {
  const words = useWords();
  return (
    <Dialog title={words("forums.decision.moveTitle")} isOpen={isOpen} onClose={onClose}>
      {isOpen && <MoveForm onClose={onClose} decideBy={decideBy} />}
    </Dialog>
  );
}

const FIELDS = ["decideBy"];

function MoveForm({ onClose, decideBy }: Omit<Props, "isOpen">) {
  const words = useWords();
  const { room } = useThread();
  const [until, setUntil] = useState(() => toLocalInput(new Date(decideBy)));
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const { run, isBusy } = useDeed(proposalEndpoints.decideBy, { onRefused: refuse });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const at = new Date(until).getTime();
    if (Number.isNaN(at)) return mark({ decideBy: words("forums.decision.noTime") });
    // The field knows no seconds: what was not touched is as it was.
    if (until === toLocalInput(new Date(decideBy))) return onClose();
    if ((await run({ threadId: room.threadId }, { decideBy: at })) !== null) onClose();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        type="datetime-local"
        label={words("forums.decision.moveLabel")}
        hint={words("forums.decision.moveHint")}
        error={errors.decideBy ?? null}
        min={toLocalInput(new Date())}
        value={until}
        onChange={({ target }) => setUntil(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("ui.save")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { breathSentence } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import styles from "./TakeBreath.module.css";
import { useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";

interface Props {
  className?: string;
}

/** Lets the room take a breath, with a sentence or with the usual one. */
export function TakeBreath({ className }: Props) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button weight="quiet" className={className} onClick={() => setIsOpen(true)}>
        {words("debriefs.bar.breath")}
      </Button>
      <Dialog title={words("debriefs.bar.breath")} isOpen={isOpen} onClose={close} isDismissable={false}>
        <BreathForm onClose={close} />
      </Dialog>
    </>
  );
}

function BreathForm({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const roomId = useView(({ id }) => id);
  const { draft, change, clear } = useDraft(`${roomId}.breath`, { sentence: "" });
  const { run, isBusy } = useDeed("takeBreath");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ((await run({ sentence: breathSentence.parse(draft.sentence) })) === null) return;
    clear();
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <p>{words("debriefs.breath.what")}</p>
      <TextField
        label={words("debriefs.breath.field")}
        hint={words("debriefs.breath.hint", { sentence: words("debriefs.breath.sentence") })}
        // The dialog was opened to type here, or to press Enter.
        autoFocus
        maxLength={200}
        value={draft.sentence}
        onChange={({ target }) => change({ sentence: target.value })}
      />
      <FormEnds confirm={words("debriefs.bar.breath")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

/** Ends the breath: the one thing to do while it lasts. */
export function GoOn() {
  const words = useWords();
  const { run, isBusy } = useDeed("goOn");
  return (
    <Button weight="first" isBusy={isBusy} onClick={() => void run({})}>
      {words("debriefs.bar.goOn")}
    </Button>
  );
}

import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { pauseMinutes } from "#shared/debriefs/pauses.contract";
import { givenReason } from "#shared/debriefs/reason";
import { newId } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Chips } from "../ui/Chips";
import { Dialog } from "../ui/Dialog";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./PausePerson.module.css";
import { usePausing } from "./pauses.queries";
import { useView } from "./useDebriefRoom";

interface Props {
  /** Who is to pause; null while nobody is. */
  person: PersonMark | null;
  onClose: () => void;
}

/** Asks for how long somebody is to read and not speak, and why. */
export function PausePerson({ person, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog
      title={words("debriefs.pause.title", { name: person?.name ?? "" })}
      isOpen={person !== null}
      onClose={onClose}
      isDismissable={false}
    >
      {person && <PauseForm person={person} onClose={onClose} />}
    </Dialog>
  );
}

const EMPTY = { length: "5", reason: "" };
const FIELDS = ["reason"];
const given = z.object({ reason: givenReason });

function PauseForm({ person: { personId, name }, onClose }: { person: PersonMark; onClose: () => void }) {
  const words = useWords();
  const time = useTime();
  const [pauseId] = useState(newId);
  const roomId = useView(({ id }) => id);
  const { draft, change, clear } = useDraft(`${roomId}.pause.${personId}`, EMPTY);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { pause } = usePausing();
  const minutes = pauseMinutes.find((one) => String(one) === draft.length) ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(given, { reason: draft.reason });
    if (input === null || pause.isPending) return;
    const onSuccess = () => {
      showToast(words("debriefs.pause.done", { name }));
      clear();
      onClose();
    };
    pause.mutate({ personId, pauseId, minutes, ...input }, { onSuccess, onError: refuse });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{words("debriefs.pause.text")}</p>
      <div className={styles.length}>
        <p className={styles.label}>{words("debriefs.pause.length")}</p>
        <Chips
          label={words("debriefs.pause.length")}
          value={String(minutes)}
          onChange={(length) => change({ length })}
          options={pauseMinutes.map((one) => ({
            value: String(one),
            label: one === null ? words("debriefs.pause.closes") : time.length(one),
          }))}
        />
      </div>
      <TextArea
        label={words("debriefs.pause.reason")}
        hint={words("debriefs.pause.hint", { name })}
        error={errors.reason ?? null}
        rows={2}
        maxLength={400}
        value={draft.reason}
        onChange={({ target }) => change({ reason: target.value })}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("debriefs.pause.confirm")} isBusy={pause.isPending} onClose={onClose} />
    </form>
  );
}

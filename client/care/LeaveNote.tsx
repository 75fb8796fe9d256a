import { type FormEvent, useEffect, useRef } from "react";
import { deskNoteEndpoints } from "#shared/care/deskNotes.contract";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./Care.module.css";
import { useLeaveNote } from "./deskNotes.queries";

/** The note's id is kept with its words, so that sending it again is the same note. */
export const NO_NOTE = { words: "", noteId: "" };
/** Under what name a half-written note is kept on the device. */
export const noteComposer = (matterId: string) => `deskNote.${matterId}`;
const FIELDS = ["words"];

/** Writes a note for the others on whose desk something lies. What is half-written stays on the device. */
export function LeaveNote({ matterId, onClose }: { matterId: string; onClose: () => void }) {
  const words = useWords();
  const leave = useLeaveNote(matterId);
  const { draft, change, clear } = useDraft(noteComposer(matterId), NO_NOTE);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const field = useRef<HTMLTextAreaElement>(null);
  const wasEmpty = useRef(draft.words === "");
  useEffect(() => {
    // Whoever comes back to half-written words did not ask for the focus.
    if (wasEmpty.current) field.current?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const noteId = draft.noteId || newId();
    const input = check(deskNoteEndpoints.leave.input!, { noteId, words: draft.words });
    if (input === null || leave.isPending) return;
    change({ noteId });
    const onSuccess = () => {
      clear();
      onClose();
    };
    leave.mutate(input, { onSuccess, onError: refuse });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <TextArea
        ref={field}
        label={words("care.note")}
        hint={words("care.note.hint")}
        error={errors.words ?? null}
        maxLength={1_000}
        value={draft.words}
        onChange={({ target }) => change({ words: target.value })}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("care.note.confirm")} isBusy={leave.isPending} onClose={onClose} />
    </form>
  );
}

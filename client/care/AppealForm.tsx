import { type FormEvent, useState } from "react";
import { appealEndpoints } from "#shared/care/appeals.contract";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import { useAppeal } from "./appeals.queries";
import styles from "./Care.module.css";

interface Props {
  /** The entry of the log that tells of the decision. */
  entryId: string;
  /** Where it says what was decided. */
  titleId: string;
  onSent: () => void;
}

/** The appeal's id is kept with its words, so that asking again is the same appeal. */
const EMPTY = { words: "", appealId: "" };
const FIELDS = ["words"];

/** Asks somebody else to look at a decision. Open where something was begun, also after a reload. */
export function AppealForm({ entryId, titleId, onSent }: Props) {
  const words = useWords();
  const appeal = useAppeal(entryId);
  const { draft, change, clear } = useDraft(`appeal.${entryId}`, EMPTY);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const [isChosen, setIsChosen] = useState<boolean | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const appealId = draft.appealId || newId();
    const input = check(appealEndpoints.appeal.input!, { appealId, words: draft.words });
    if (input === null || appeal.isPending) return;
    change({ appealId });
    try {
      // The form goes with the answer, so it is awaited here.
      await appeal.mutateAsync(input);
      clear();
      showToast(words("care.appeal.sent"));
      onSent();
    } catch (error) {
      refuse(error);
    }
  };
  if (!(isChosen ?? draft.words !== ""))
    return (
      <p>
        <Button
          size="small"
          aria-describedby={titleId}
          autoFocus={isChosen === false}
          onClick={() => setIsChosen(true)}
        >
          {words("care.appeal.ask")}
        </Button>
      </p>
    );
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={words("care.appeal.ask")}
      onSubmit={(event) => void submit(event)}
      noValidate
    >
      <TextArea
        label={words("care.appeal.words")}
        hint={words("care.appeal.wordsHint")}
        error={errors.words ?? null}
        maxLength={2_000}
        value={draft.words}
        // It was opened to type here.
        autoFocus={isChosen === true}
        onChange={({ target }) => {
          setIsChosen(true);
          change({ words: target.value });
        }}
      />
      <FormError message={errors.form} />
      <FormEnds
        confirm={words("care.appeal.send")}
        isBusy={appeal.isPending}
        onClose={() => setIsChosen(false)}
      />
    </form>
  );
}

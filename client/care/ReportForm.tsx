import { type FormEvent, useState } from "react";
import { type ReportReason, reportReasons } from "#shared/care/care.contract";
import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./Care.module.css";
import { useReport } from "./care.queries";

const FIELDS = ["note"];

/** What is wrong with a post, and what those should know who look at it. */
export function ReportForm({ post, onClose }: { post: PostView; onClose: () => void }) {
  const words = useWords();
  const [reason, setReason] = useState<ReportReason>("hurts");
  const [note, setNote] = useState("");
  const { form, errors, refuse } = useFormErrors(FIELDS);
  const report = useReport();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ends = {
      onSuccess: () => {
        showToast(words("care.report.done"));
        onClose();
      },
      onError: refuse,
    };
    report.mutate({ postId: post.id, reason, note }, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{words("care.report.text")}</p>
      <fieldset className={styles.choices}>
        <legend>{words("care.report.reason")}</legend>
        {reportReasons.map((one) => (
          <label key={one} className={styles.choice}>
            <input
              type="radio"
              name="reason"
              value={one}
              checked={reason === one}
              onChange={() => setReason(one)}
            />
            {words(`care.reason.${one}`)}
          </label>
        ))}
      </fieldset>
      <TextField
        label={`${words("care.report.note")} (${words("ui.optional")})`}
        error={errors.note ?? null}
        maxLength={1_000}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("care.report.confirm")} isBusy={report.isPending} onClose={onClose} />
    </form>
  );
}

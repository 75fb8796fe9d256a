import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { type ReportReason, reportReasons } from "#shared/care/care.contract";
import type { PostView } from "#shared/forums/threads.contract";
import { useViewer } from "../accounts/accounts.queries";
import { FormEnds } from "../forums/FormEnds";
import { type PostMenuItems, PostMenuItemsContext } from "../forums/PostMenuItems";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./Care.module.css";
import { useReport } from "./care.queries";

/** Lets whoever reads a post tell that something is wrong with it. */
export function Reporting({ children }: { children: ReactNode }) {
  const words = useWords();
  const viewer = useViewer();
  const [post, setPost] = useState<PostView | null>(null);
  const items: PostMenuItems = useCallback(
    (one) => {
      const isOwn = one.author.personId === viewer.personId;
      if (isOwn || one.state === "withdrawn" || one.state === "moved") return [];
      return [{ key: "report", label: words("care.report.do"), onChoose: () => setPost(one) }];
    },
    [words, viewer.personId],
  );
  return (
    <PostMenuItemsContext value={items}>
      {children}
      <Dialog
        title={words("care.report.title", { name: post?.author.name ?? "" })}
        isOpen={post !== null}
        onClose={() => setPost(null)}
        isDismissable={false}
      >
        {post && <ReportForm post={post} onClose={() => setPost(null)} />}
      </Dialog>
    </PostMenuItemsContext>
  );
}

const FIELDS = ["note"];

function ReportForm({ post, onClose }: { post: PostView; onClose: () => void }) {
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

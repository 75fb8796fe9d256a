import { type FormEvent, useState } from "react";
import type { PostView } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useAuthorName } from "./useAuthorName";
import { useThreadDeed } from "./useThreadDeed";

interface Props {
  post: PostView;
  isOpen: boolean;
  onClose: () => void;
}

const FIELDS = ["reason"];

/** Takes somebody's post out of sight, with a reason that they read. */
export function HidePost({ post, isOpen, onClose }: Props) {
  const words = useWords();
  const nameOf = useAuthorName();
  const [reason, setReason] = useState("");
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const { run, isBusy } = useThreadDeed("hide", { onRefused: refuse });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") return mark({ reason: words("forums.hide.needsReason") });
    if ((await run({ postId: post.id }, { isHidden: true, reason })) !== null) onClose();
  };
  return (
    <Dialog
      title={words("forums.hide.title", { name: nameOf(post.author) })}
      isOpen={isOpen}
      onClose={onClose}
    >
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p>{words("forums.hide.text")}</p>
        <TextField
          label={words("forums.hide.reason")}
          error={errors.reason ?? null}
          maxLength={400}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <FormError message={errors.form} />
        <div className={styles.ends}>
          <Button weight="quiet" onClick={onClose}>
            {words("ui.close")}
          </Button>
          <Button type="submit" weight="danger" isBusy={isBusy}>
            {words("forums.hide.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

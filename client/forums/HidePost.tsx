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
  /** Out of sight for good, or until somebody has looked at it; null while nobody asks. */
  way: "hide" | "hold" | null;
  onClose: () => void;
}

const FIELDS = ["reason"];

/** Takes somebody's post out of sight, with a reason that they read. */
export function HidePost({ post, way, onClose }: Props) {
  const words = useWords();
  const nameOf = useAuthorName();
  return (
    <Dialog
      title={words(`forums.${way ?? "hide"}.title`, { name: nameOf(post.author) })}
      isOpen={way !== null}
      onClose={onClose}
    >
      {way !== null && <HideForm post={post} way={way} onClose={onClose} />}
    </Dialog>
  );
}

function HideForm({ post, way, onClose }: Props & { way: "hide" | "hold" }) {
  const words = useWords();
  const [reason, setReason] = useState("");
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const hide = useThreadDeed("hide", { onRefused: refuse });
  const hold = useThreadDeed("hold", { onRefused: refuse });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") return mark({ reason: words("forums.hide.needsReason") });
    const params = { postId: post.id };
    const fact = await (way === "hide"
      ? hide.run(params, { isHidden: true, reason })
      : hold.run(params, { reason }));
    if (fact !== null) onClose();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{words(`forums.${way}.text`)}</p>
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
        <Button type="submit" weight="danger" isBusy={hide.isBusy || hold.isBusy}>
          {words(`forums.${way}.confirm`)}
        </Button>
      </div>
    </form>
  );
}

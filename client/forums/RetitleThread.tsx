import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { threadTags, threadTitle } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { tagsIn } from "./tags";
import { useThreadDeed } from "./useThreadDeed";
import { useThread, useThreadView } from "./useThreadRoom";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** Gives the thread another title and other tags. */
export function RetitleThread({ isOpen, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words("forums.retitle.title")} isOpen={isOpen} onClose={onClose} isDismissable={false}>
      <RetitleForm onClose={onClose} />
    </Dialog>
  );
}

const FIELDS = ["title", "tags"];
const fields = z.object({ title: threadTitle, tags: threadTags });

function RetitleForm({ onClose }: Pick<Props, "onClose">) {
  const words = useWords();
  const { room } = useThread();
  const thread = useThreadView((view) => view.thread);
  const [title, setTitle] = useState(thread.title);
  const [tags, setTags] = useState(thread.tags.join(", "));
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { run, isBusy } = useThreadDeed("retitle", { onRefused: refuse });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = check(fields, { title, tags: tagsIn(tags) });
    if (input && (await run({ threadId: room.threadId }, input)) !== null) onClose();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={words("forums.field.title")}
        error={errors.title ?? null}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <TextField
        label={`${words("forums.field.tags")} (${words("ui.optional")})`}
        hint={words("forums.field.tagsHint")}
        error={errors.tags ?? null}
        value={tags}
        onChange={({ target }) => setTags(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("ui.save")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

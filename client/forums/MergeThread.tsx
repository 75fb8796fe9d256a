import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { idSchema } from "#shared/ids";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { threadsQuery } from "./forums.queries";
import { useThreadDeed } from "./useThreadDeed";
import { useThread } from "./useThreadRoom";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** Puts everything that was said here at the end of another thread. */
export function MergeThread({ isOpen, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words("forums.merge.title")} isOpen={isOpen} onClose={onClose} isDismissable={false}>
      {isOpen && <MergeForm onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["link"];

function MergeForm({ onClose }: Pick<Props, "onClose">) {
  const words = useWords();
  const navigate = useNavigate();
  const { room, mine } = useThread();
  const list = useInfiniteQuery(threadsQuery(mine.placements[0]?.spaceId ?? "", { order: "active" }));
  const others = (list.data?.pages.flatMap(({ items, pinned }) => [...pinned, ...items]) ?? []).filter(
    ({ id }) => id !== room.threadId,
  );
  const [chosenId, setChosenId] = useState("");
  const [link, setLink] = useState("");
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const { run, isBusy } = useThreadDeed("merge", { onRefused: refuse });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const intoId = chosenId === "" ? threadIn(link) : chosenId;
    if (intoId === null) return mark({ link: words("forums.merge.noLink") });
    if ((await run({ threadId: room.threadId }, { intoId })) === null) return;
    onClose();
    await navigate(`/threads/${intoId}`);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{words("forums.merge.text")}</p>
      <Select
        label={words("forums.merge.into")}
        value={chosenId}
        onChange={({ target }) => setChosenId(target.value)}
      >
        <option value="">{words("forums.merge.byLink")}</option>
        {others.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      {chosenId === "" && (
        <TextField
          label={words("forums.merge.link")}
          hint={words("forums.merge.linkHint")}
          error={errors.link ?? null}
          value={link}
          onChange={({ target }) => setLink(target.value)}
        />
      )}
      <FormError message={errors.form} />
      <FormEnds confirm={words("forums.merge.confirm")} isDanger isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

/** The thread to which a link leads; null where it leads to none. */
function threadIn(link: string): string | null {
  const [, id = ""] = /\/threads\/([0-9a-z]{26})/.exec(link) ?? [];
  return idSchema.safeParse(id).success ? id : null;
}

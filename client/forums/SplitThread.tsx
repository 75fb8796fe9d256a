import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import * as z from "zod/mini";
import { threadTitle } from "#shared/forums/threads.contract";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { Skeleton } from "../ui/Skeleton";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { StandingField } from "./StandingField";
import { useThreadPage } from "./threadPage";
import { useChoosing } from "./useChoosing";
import { useStandings } from "./useStandings";
import { useThreadDeed } from "./useThreadDeed";
import { useThread } from "./useThreadRoom";

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

/** Makes a thread of the chosen replies: what it is called and where it stands. */
export function SplitThread({ isOpen, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog title={words("forums.split.title")} isOpen={isOpen} onClose={onClose} isDismissable={false}>
      {isOpen && <SplitForm onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["title"];
const split = z.object({ title: threadTitle });

function SplitForm({ onClose }: Pick<Props, "onClose">) {
  const words = useWords();
  const navigate = useNavigate();
  const { room, mine } = useThread();
  const postIds = useThreadPage(({ chosen }) => chosen ?? []);
  const { end } = useChoosing();
  const { standings, isPending } = useStandings();
  const [title, setTitle] = useState("");
  const [chosenId, setChosenId] = useState("");
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { run, isBusy } = useThreadDeed("split", { onRefused: refuse });
  const offered = standings.flatMap(({ categories }) => categories);
  const home = offered.find(({ id }) => id === mine.placements[0]?.categoryId);
  const categoryId = offered.find(({ id }) => id === chosenId)?.id ?? home?.id ?? offered[0]?.id;
  if (categoryId === undefined) return isPending ? <Skeleton /> : <p>{words("forums.split.nowhere")}</p>;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const checked = check(split, { title });
    if (checked === null) return;
    const newThreadId = newId();
    const input = { newThreadId, categoryId, title: checked.title, postIds: [...postIds] };
    if ((await run({ threadId: room.threadId }, input)) === null) return;
    end();
    onClose();
    await navigate(`/threads/${newThreadId}`);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{words("forums.split.text", { count: postIds.length })}</p>
      <TextField
        label={words("forums.field.title")}
        error={errors.title ?? null}
        maxLength={160}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <StandingField
        standings={standings}
        value={categoryId}
        hint={words("forums.standing.hint")}
        onChange={setChosenId}
      />
      <FormError message={errors.form} />
      <FormEnds confirm={words("forums.split.confirm")} isBusy={isBusy} onClose={onClose} />
    </form>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { SpaceView } from "#shared/forums/spaces.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import { FormError } from "../ui/FormError";
import formStyles from "./forms.module.css";
import { importQuery, sendImport } from "./imports.queries";
import styles from "./MovingPage.module.css";

interface Props {
  space: SpaceView;
  /** One was chosen before it. The focus comes here, since the button that asked for another is gone. */
  isAnother: boolean;
  onSent: (importId: string) => void;
}

/** Chooses a file and sends it to be checked; nothing of it is brought in by that. */
export function ImportFile({ space, isAnother, onSent }: Props) {
  const words = useWords();
  const refusal = useRefusal();
  const client = useQueryClient();
  const fileId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [categoryId, setCategoryId] = useState(space.categories[0]?.id ?? "");
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (isAnother) field.current?.focus();
  }, [isAnother]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (share !== null) return;
    if (file === null) return setProblem(words("forums.import.chooseFirst"));
    setProblem(null);
    setShare(0);
    try {
      const view = await sendImport({ spaceId: space.id, categoryId, file }, setShare);
      client.setQueryData(importQuery(space.id, view.id).queryKey, view);
      onSent(view.id);
    } catch (error) {
      setShare(null);
      setProblem(refusal(error));
    }
  };
  return (
    <form className={formStyles.form} onSubmit={(event) => void submit(event)}>
      <p>{words("forums.import.lead")}</p>
      <div className={styles.file}>
        <label htmlFor={fileId}>{words("forums.import.file")}</label>
        <input
          ref={field}
          id={fileId}
          type="file"
          accept=".csv,.tsv,.json,.jsonl,.gz"
          aria-describedby={`${fileId}-hint`}
          onChange={({ target }) => {
            setFile(target.files?.[0] ?? null);
            setProblem(null);
          }}
        />
        <small id={`${fileId}-hint`}>{words("forums.import.fileHint")}</small>
      </div>
      <Select
        label={words("forums.import.category")}
        hint={words("forums.import.categoryHint")}
        value={categoryId}
        onChange={({ target }) => setCategoryId(target.value)}
      >
        {space.categories.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      {share !== null && (
        <progress
          className={styles.progress}
          max={1}
          value={share}
          aria-label={words("forums.import.sending")}
        />
      )}
      <FormError message={problem} />
      <div className={styles.ways}>
        <Button type="submit" weight="first" isBusy={share !== null}>
          {words("forums.import.check")}
        </Button>
      </div>
    </form>
  );
}

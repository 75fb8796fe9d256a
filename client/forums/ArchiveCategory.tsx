import { type FormEvent, useState } from "react";
import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import { useCategoryDeeds } from "./categories.queries";
import styles from "./forms.module.css";

interface Props {
  space: SpaceView;
  /** What is archived or opened again; null while nothing is. */
  category: CategoryView | null;
  onClose: () => void;
}

/** Closes a category whose year is over, or opens it again. */
export function ArchiveCategory({ space, category, onClose }: Props) {
  const words = useWords();
  const isArchived = category?.isArchived ?? false;
  return (
    <Dialog
      title={words(isArchived ? "forums.archive.undoTitle" : "forums.archive.title", {
        title: category?.title ?? "",
      })}
      isOpen={category !== null}
      onClose={onClose}
    >
      {category && <ArchiveForm space={space} category={category} onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["year"];

function ArchiveForm({ space, category, onClose }: Props & { category: CategoryView }) {
  const words = useWords();
  const { id, isArchived } = category;
  const [year, setYear] = useState(category.year ?? "");
  const { form, errors, mark, refuse } = useFormErrors(FIELDS);
  const { archive } = useCategoryDeeds(space);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = year.trim();
    if (said !== "" && !/^\d{4}-\d{2}$/.test(said)) return mark({ year: words("forums.archive.yearWrong") });
    archive.mutate(
      { id, isArchived: !isArchived, year: said === "" ? null : said },
      { onSuccess: onClose, onError: refuse },
    );
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <p>{words(isArchived ? "forums.archive.undoText" : "forums.archive.text")}</p>
      <TextField
        label={`${words("forums.archive.year")} (${words("ui.optional")})`}
        hint={words("forums.archive.yearHint")}
        error={errors.year ?? null}
        value={year}
        onChange={({ target }) => setYear(target.value)}
      />
      <FormError message={errors.form} />
      <FormEnds
        confirm={words(isArchived ? "forums.categories.unarchive" : "forums.categories.archive")}
        isBusy={archive.isPending}
        onClose={onClose}
      />
    </form>
  );
}

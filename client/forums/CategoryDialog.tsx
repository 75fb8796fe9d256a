import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import {
  type CategoryView,
  categoryDescription,
  categoryTitle,
  type SpaceView,
} from "#shared/forums/spaces.contract";
import { type Audience, audiences } from "#shared/forums/spaces.policy";
import { useWords } from "../language/useWords";
import { Dialog } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { FormEnds } from "../ui/FormEnds";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import { type CategoryFields, useCategoryDeeds } from "./categories.queries";
import styles from "./forms.module.css";

interface Props {
  space: SpaceView;
  /** What is changed, or `new`; null while nothing is. */
  category: CategoryView | "new" | null;
  onClose: () => void;
}

const NEW: CategoryFields = {
  title: "",
  description: "",
  read: "everyone",
  start: "everyone",
  answer: "everyone",
  holdsFirst: false,
};

/** A category's words and audiences. */
export function CategoryDialog({ space, category, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog
      title={words(category === "new" ? "forums.categories.add" : "forums.categories.change")}
      isOpen={category !== null}
      onClose={onClose}
      isDismissable={false}
    >
      {category !== null && <CategoryForm space={space} category={category} onClose={onClose} />}
    </Dialog>
  );
}

const FIELDS = ["title", "description"];
const words = z.object({ title: categoryTitle, description: categoryDescription });

function CategoryForm({ space, category, onClose }: Props & { category: CategoryView | "new" }) {
  const say = useWords();
  const [fields, setFields] = useState<CategoryFields>(category === "new" ? NEW : category);
  const set = (part: Partial<CategoryFields>) => setFields((before) => ({ ...before, ...part }));
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { add, change } = useCategoryDeeds(space);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = check(words, fields);
    if (checked === null) return;
    const { read, start, answer, holdsFirst } = fields;
    const input = { ...checked, read, start, answer, holdsFirst };
    const ends = { onSuccess: onClose, onError: refuse };
    if (category === "new") add.mutate(input, ends);
    else change.mutate({ id: category.id, ...input }, ends);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={say("forums.categories.name")}
        error={errors.title ?? null}
        value={fields.title}
        onChange={({ target }) => set({ title: target.value })}
      />
      <TextField
        label={`${say("forums.categories.description")} (${say("ui.optional")})`}
        error={errors.description ?? null}
        value={fields.description}
        onChange={({ target }) => set({ description: target.value })}
      />
      <div className={styles.row}>
        {(["read", "start", "answer"] as const).map((deed) => (
          <Select
            key={deed}
            label={say(`forums.categories.${deed}`)}
            value={fields[deed]}
            onChange={({ target }) => set({ [deed]: target.value as Audience })}
          >
            {audiences.map((audience) => (
              <option key={audience} value={audience}>
                {say(`forums.audience.${audience}`)}
              </option>
            ))}
          </Select>
        ))}
      </div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={fields.holdsFirst}
          onChange={({ target }) => set({ holdsFirst: target.checked })}
        />
        <span>
          {say("forums.categories.holdsFirst")}
          <small>{say("forums.categories.holdsFirstHint")}</small>
        </span>
      </label>
      <FormError message={errors.form} />
      <FormEnds confirm={say("ui.save")} isBusy={add.isPending || change.isPending} onClose={onClose} />
    </form>
  );
}

import type { FormEvent } from "react";
import * as z from "zod/mini";
import { type GroupView, groupNorms } from "#shared/groups/groups.contract";
import { isRefusal } from "../http/ApiError";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { useGroupDeeds } from "./groups.queries";
import { NormsField } from "./NormsField";
import { NormsOvertaken } from "./NormsOvertaken";

const FIELDS = ["norms"];
const said = z.object({ norms: groupNorms });

interface Draft {
  /** Null while they are as agreed. */
  norms: string[] | null;
  /** The version from which they were changed, so that nobody's change is written over unseen. */
  over: number;
}

const UNCHANGED: Draft = { norms: null, over: 0 };

/** Agrees on norms anew. Where somebody else was quicker, theirs are shown before anything takes their place. */
export function ChangeNorms({ group }: { group: GroupView }) {
  const words = useWords();
  const { changeNorms } = useGroupDeeds(group);
  const { draft, change, clear } = useDraft(`group.${group.id}.norms`, UNCHANGED);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { version, texts } = group.norms;
  const norms = draft.norms ?? texts;
  const over = draft.norms === null ? version : draft.over;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(said, { norms });
    if (input === null) return;
    const ends = {
      onSuccess: () => {
        clear();
        showToast(words("groups.norms.agreed"));
      },
      onError: (error: unknown) => {
        if (!isRefusal(error, "normsChanged")) refuse(error);
      },
    };
    changeNorms.mutate({ over, ...input }, ends);
  };
  /** The choice goes with its buttons: one writes on in the norms. */
  const goOn = (choose: () => void) => {
    choose();
    requestAnimationFrame(() => form.current?.querySelector("textarea")?.focus());
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {over < version && (
        <NormsOvertaken
          texts={texts}
          onTakeTheirs={() => goOn(clear)}
          onKeepMine={() => goOn(() => change({ over: version }))}
        />
      )}
      <NormsField
        norms={norms}
        hint={words("groups.settings.normsHint")}
        error={errors.norms}
        onChange={(changed) => change({ norms: changed, over })}
      />
      <FormError message={errors.form} />
      <p>
        <Button type="submit" weight="first" isBusy={changeNorms.isPending}>
          {words("groups.norms.agree")}
        </Button>
      </p>
    </form>
  );
}

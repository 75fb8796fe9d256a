import type { FormEvent } from "react";
import * as z from "zod/mini";
import type { GroupView } from "#shared/groups/groups.contract";
import { groupFields } from "#shared/groups/groups.endpoints";
import { useWords } from "../language/useWords";
import { useDraft } from "../live/drafts";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { showToast } from "../ui/toastStore";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { type Fields, GroupFields } from "./GroupFields";
import { useGroupDeeds } from "./groups.queries";

const FIELDS = Object.keys(groupFields);
const said = z.object(groupFields);
/** What is null stays as it is. */
const UNCHANGED: { [Name in keyof Fields]: Fields[Name] | null } = {
  kind: null,
  name: null,
  purpose: null,
  joining: null,
};

/** Changes what a group is called and is for, and how one comes in. What was begun is kept on this device. */
export function ChangeGroup({ group }: { group: GroupView }) {
  const words = useWords();
  const { change: deed } = useGroupDeeds(group);
  const { draft, change, clear } = useDraft(`group.${group.id}.fields`, UNCHANGED);
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const fields: Fields = {
    kind: draft.kind ?? group.kind,
    name: draft.name ?? group.name,
    purpose: draft.purpose ?? group.purpose,
    joining: draft.joining ?? group.joining,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = check(said, fields);
    if (input === null) return;
    const ends = {
      onSuccess: () => {
        clear();
        showToast(words("ui.saved"));
      },
      onError: refuse,
    };
    deed.mutate(input, ends);
  };
  return (
    <form ref={form} className={styles.page} onSubmit={submit} noValidate>
      <GroupFields fields={fields} isOfCampus={group.campus !== null} errors={errors} onChange={change} />
      <FormError message={errors.form} />
      <p>
        <Button type="submit" weight="first" isBusy={deed.isPending}>
          {words("ui.save")}
        </Button>
      </p>
    </form>
  );
}

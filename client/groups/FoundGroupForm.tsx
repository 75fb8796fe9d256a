import type { FormEvent } from "react";
import { useNavigate } from "react-router";
import * as z from "zod/mini";
import { type GroupHome, groupNorms } from "#shared/groups/groups.contract";
import { groupFields } from "#shared/groups/groups.endpoints";
import { newId } from "#shared/ids";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import { FormError } from "../ui/FormError";
import { useFormErrors } from "../ui/useFormErrors";
import styles from "./forms.module.css";
import { homeId, useFoundingDraft } from "./foundingDraft";
import { GroupFields } from "./GroupFields";
import { useFoundGroup } from "./groups.queries";
import { NormsField } from "./NormsField";

interface Props {
  /** Where one may found a group; at least one. */
  homes: readonly GroupHome[];
}

const said = z.object({ ...groupFields, norms: groupNorms });
const FIELDS = Object.keys(said.shape);

/** Says what a group is to be, and founds it. Nothing that was typed goes before the group is there. */
export function FoundGroupForm({ homes }: Props) {
  const words = useWords();
  const navigate = useNavigate();
  const found = useFoundGroup();
  const { form, errors, check, refuse } = useFormErrors(FIELDS);
  const { draft, home, isOfCampus, change, clear } = useFoundingDraft(homes);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = check(said, draft);
    if (fields === null || found.isPending) return;
    const groupId = draft.groupId || newId();
    change({ groupId });
    const { programId, campusId } = home;
    const ends = {
      onSuccess: () => {
        clear();
        void navigate(`/groups/${groupId}`, { replace: true });
      },
      onError: refuse,
    };
    found.mutate({ groupId, ...fields, programId, campusId }, ends);
  };
  return (
    <form ref={form} className={styles.page} onSubmit={submit} noValidate>
      <Select
        label={words("groups.field.home")}
        hint={words(isOfCampus ? "groups.field.homeCampus" : "groups.field.homeAlliance")}
        value={homeId(home)}
        onChange={({ target }) => change({ home: target.value })}
      >
        {homes.map((one) => (
          <option key={homeId(one)} value={homeId(one)}>
            {one.name}
          </option>
        ))}
      </Select>
      <GroupFields fields={draft} isOfCampus={isOfCampus} errors={errors} onChange={change} />
      <NormsField
        norms={draft.norms}
        hint={words("groups.field.normsHint")}
        error={errors.norms}
        onChange={(norms) => change({ norms })}
      />
      <FormError message={errors.form} />
      <p className={styles.ends}>
        <Button type="submit" weight="first" size="large" isBusy={found.isPending}>
          {words("groups.found.confirm")}
        </Button>
      </p>
    </form>
  );
}

import { type GroupKind, groupKinds } from "#shared/groups/groups.contract";
import { type Joining, joinings } from "#shared/groups/groups.policy";
import { useWords } from "../language/useWords";
import { TextArea, TextField } from "../ui/Field";
import { ChoiceField } from "./ChoiceField";

/** What a group is called and is for, and how one comes into it. */
export interface Fields {
  kind: GroupKind;
  name: string;
  purpose: string;
  joining: Joining;
}

interface Props {
  fields: Fields;
  /** Whether it is at home on one campus: only there the campus itself can be what brings people together. */
  isOfCampus: boolean;
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<Fields>) => void;
}

/** The fields of a group, as its founder and its facilitators fill them in. */
export function GroupFields({ fields, isOfCampus, errors, onChange }: Props) {
  const words = useWords();
  const kinds = groupKinds.filter((kind) => kind !== "campus" || isOfCampus || fields.kind === kind);
  return (
    <>
      <ChoiceField
        label={words("groups.field.kind")}
        options={kinds.map((value) => ({
          value,
          label: words(`groups.kind.${value}`),
          text: words(`groups.kindHint.${value}`),
        }))}
        value={fields.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <TextField
        label={words("groups.field.name")}
        error={errors.name ?? null}
        maxLength={80}
        autoComplete="off"
        value={fields.name}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <TextArea
        label={words("groups.field.purpose")}
        hint={words("groups.field.purposeHint")}
        error={errors.purpose ?? null}
        maxLength={600}
        value={fields.purpose}
        onChange={({ target }) => onChange({ purpose: target.value })}
      />
      <ChoiceField
        label={words("groups.field.joining")}
        hint={words("groups.field.joiningHint")}
        options={joinings.map((value) => ({
          value,
          label: words(`groups.joining.${value}`),
          text: words(`groups.joiningHint.${value}`),
        }))}
        value={fields.joining}
        onChange={(joining) => onChange({ joining })}
      />
    </>
  );
}

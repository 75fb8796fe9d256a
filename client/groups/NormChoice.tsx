import type { GroupView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Select } from "../ui/Field";

interface Props {
  group: GroupView;
  /** The norm in its words; empty for none. */
  value: string;
  onChange: (norm: string) => void;
}

/** Which of the group's norms a reason names. */
export function NormChoice({ group, value, onChange }: Props) {
  const words = useWords();
  return (
    <Select
      label={words("groups.norm.choose")}
      error={null}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{words("groups.norm.none")}</option>
      {[...new Set(group.norms.texts)].map((text) => (
        <option key={text} value={text}>
          {text}
        </option>
      ))}
    </Select>
  );
}

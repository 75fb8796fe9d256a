import { useWords } from "../language/useWords";
import { Select } from "../ui/Field";
import type { Standing } from "./useStandings";

interface Props {
  standings: readonly Standing[];
  value: string;
  hint?: string;
  onChange: (categoryId: string) => void;
}

/** A category of any of those spaces. */
export function StandingField({ standings, value, hint, onChange }: Props) {
  const words = useWords();
  return (
    <Select
      label={words("forums.field.category")}
      hint={hint}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      {standings.map(({ space, categories }) => (
        <optgroup key={space.id} label={space.title}>
          {categories.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

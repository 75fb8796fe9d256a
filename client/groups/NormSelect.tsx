import { Select } from "../ui/Field";

interface Props {
  texts: readonly string[];
  /** In the words of the page on which it stands. */
  labels: Readonly<Record<"choose" | "none" | "gone", string>>;
  /** The norm in its words; empty for none. */
  value: string;
  onChange: (norm: string) => void;
}

/** Which of some norms a reason names. One that was changed meanwhile stays chosen, with a word about it: nothing is unsaid unseen. */
export function NormSelect({ texts, labels, value, onChange }: Props) {
  const isGone = value !== "" && !texts.includes(value);
  return (
    <Select
      label={labels.choose}
      error={isGone ? labels.gone : null}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{labels.none}</option>
      {[...new Set(isGone ? [...texts, value] : texts)].map((text) => (
        <option key={text} value={text}>
          {text}
        </option>
      ))}
    </Select>
  );
}

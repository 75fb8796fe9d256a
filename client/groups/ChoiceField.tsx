import { useId } from "react";
import styles from "./ChoiceField.module.css";

interface Props<Value extends string> {
  label: string;
  /** Each with a sentence that says what it means. */
  options: readonly { value: Value; label: string; text: string }[];
  value: Value;
  /** What holds whatever is chosen. */
  hint?: string;
  onChange: (value: Value) => void;
}

/** One choice among a few that need a sentence each. */
export function ChoiceField<Value extends string>({ label, options, value, hint, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset aria-describedby={hint && `${name}-hint`}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>
              <strong>{option.label}</strong>
              <small>{option.text}</small>
            </span>
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${name}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}

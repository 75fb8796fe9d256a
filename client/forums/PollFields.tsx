import { useWords } from "../language/useWords";
import formStyles from "./forms.module.css";
import styles from "./NewThreadForm.module.css";
import type { ThreadFields } from "./newThread";

interface Props {
  options: string;
  isMultiple: boolean;
  error: string | undefined;
  onChange: (part: Partial<ThreadFields>) => void;
}

/** What can be chosen, one line each: the fastest way to write a list, and to paste one. */
export function PollFields({ options, isMultiple, error, onChange }: Props) {
  const words = useWords();
  return (
    <div className={formStyles.part}>
      <label htmlFor="poll-options" className={styles.label}>
        {words("forums.poll.options")}
      </label>
      <textarea
        id="poll-options"
        className={styles.options}
        rows={4}
        aria-describedby="poll-note"
        aria-invalid={error ? true : undefined}
        value={options}
        onChange={({ target }) => onChange({ options: target.value })}
      />
      <p id="poll-note" className={styles.note}>
        {error && <span className={styles.problem}>{error} </span>}
        {words("forums.poll.optionsHint")}
      </p>
      <label className={formStyles.check}>
        <input
          type="checkbox"
          checked={isMultiple}
          onChange={({ target }) => onChange({ isMultiple: target.checked })}
        />
        {words("forums.poll.isMultiple")}
      </label>
    </div>
  );
}

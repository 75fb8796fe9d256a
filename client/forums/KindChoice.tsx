import type { ThreadKind } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import formStyles from "./forms.module.css";
import { kindSigns, kindsOffered } from "./kinds";
import styles from "./NewThreadForm.module.css";

interface Props {
  kind: ThreadKind;
  /** Announcing is for those who look after the space. */
  canAnnounce: boolean;
  onChange: (kind: ThreadKind) => void;
}

/** What kind of thread it is to be, each with what it is for. */
export function KindChoice({ kind, canAnnounce, onChange }: Props) {
  const words = useWords();
  const offered = kindsOffered.filter((one) => one !== "announcement" || canAnnounce);
  return (
    <fieldset>
      <legend className={formStyles.legend}>{words("forums.field.kind")}</legend>
      <div className={styles.kinds}>
        {offered.map((one) => (
          <label key={one} className={styles.kind}>
            <input type="radio" name="kind" checked={one === kind} onChange={() => onChange(one)} />
            <span aria-hidden="true" className={styles.sign}>
              {kindSigns[one]}
            </span>
            <span>
              <strong>{words(`forums.kind.${one}`)}</strong>
              <small>{words(`forums.kindHint.${one}`)}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

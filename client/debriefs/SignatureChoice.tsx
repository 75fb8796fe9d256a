import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import styles from "./Composer.module.css";
import { useView } from "./useDebriefRoom";

interface Props {
  isUnnamed: boolean;
  onChange: (isUnnamed: boolean) => void;
}

/** Says under which name the words will stand, before they are said, and lets one choose to give none. */
export function SignatureChoice({ isUnnamed, onChange }: Props) {
  const words = useWords();
  const me = useMe();
  const isUnnamedRoom = useView(({ attribution }) => attribution === "unnamed");
  if (isUnnamedRoom) return <p className={styles.as}>{words("debriefs.as.unnamedRoom")}</p>;
  const name = me?.unit ? `${me.name}, ${me.unit}` : (me?.name ?? "");
  return (
    <div className={styles.as}>
      <span>{isUnnamed ? words("debriefs.as.unnamed") : words("debriefs.as.named", { name })}</span>
      <label className={styles.choice}>
        <input type="checkbox" checked={isUnnamed} onChange={(event) => onChange(event.target.checked)} />
        {words("debriefs.as.choice")}
      </label>
    </div>
  );
}

import type { ReactNode } from "react";
import { useWords } from "../language/useWords";
import { Button } from "./Button";
import styles from "./FormEnds.module.css";

interface Props {
  /** What the form does. */
  confirm: ReactNode;
  /** Takes something away from somebody. */
  isDanger?: boolean;
  isBusy?: boolean;
  onClose: () => void;
}

/** The foot of a form in a dialog: away from it, or on with it. */
export function FormEnds({ confirm, isDanger = false, isBusy = false, onClose }: Props) {
  const words = useWords();
  return (
    <div className={styles.ends}>
      <Button weight="quiet" onClick={onClose}>
        {words("ui.close")}
      </Button>
      <Button type="submit" weight={isDanger ? "danger" : "first"} isBusy={isBusy}>
        {confirm}
      </Button>
    </div>
  );
}

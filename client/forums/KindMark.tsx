import type { ThreadKind } from "#shared/forums/threads.contract";
import { useWords } from "../language/useWords";
import styles from "./KindMark.module.css";
import { kindSigns } from "./kinds";

interface Props {
  kind: ThreadKind;
}

/** What kind of thread it is: its sign and its word. */
export function KindMark({ kind }: Props) {
  const words = useWords();
  return (
    <span className={styles.kind} data-kind={kind}>
      <span aria-hidden="true" className={styles.sign}>
        {kindSigns[kind]}
      </span>
      {words(`forums.kind.${kind}`)}
    </span>
  );
}

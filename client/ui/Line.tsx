import type { ReactNode } from "react";
import { classNames } from "./classNames";
import styles from "./Line.module.css";

/** Where a stop on the line stands in time. */
export type NodeState = "done" | "now" | "later";

interface LineProps {
  /** Names the list for those who listen, where no heading does. */
  label?: string;
  /** `across` runs from left to right where there is room for it. */
  direction?: "down" | "across";
  children: ReactNode;
}

/** The continuous hairline that threads what belongs together: an ordered list of `LineNode`s. */
export function Line({ label, direction = "down", children }: LineProps) {
  return (
    <ol className={classNames(styles.line, direction === "across" && styles.across)} aria-label={label}>
      {children}
    </ol>
  );
}

interface NodeProps {
  state: NodeState;
  children: ReactNode;
  /** Stands at the end of the row, such as minutes. */
  end?: ReactNode;
  /** Lies on the stop's place on the line, such as what is moved along it. */
  marker?: ReactNode;
  /** The marker is held above this stop. */
  isAimedAt?: boolean;
}

/** One stop on the line. The current one is said to be current, not only coloured. */
export function LineNode({ state, children, end, marker, isAimedAt = false }: NodeProps) {
  return (
    <li
      className={classNames(styles.stop, styles[state], isAimedAt && styles.aimedAt)}
      aria-current={state === "now" ? "step" : undefined}
    >
      <span aria-hidden="true" className={styles.node}>
        {marker}
      </span>
      <div className={styles.body}>{children}</div>
      {end !== undefined && <div className={styles.end}>{end}</div>}
    </li>
  );
}

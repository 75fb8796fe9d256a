import type { ReactNode } from "react";
import styles from "./Notice.module.css";

interface Props {
  /** `waiting` is live or waits for the reader; `fine` has gone well; `plain` tells something. */
  tone?: "plain" | "waiting" | "fine" | "wrong";
  children: ReactNode;
}

/** A few lines set apart from the page. */
export function Notice({ tone = "plain", children }: Props) {
  return (
    <div className={styles.notice} data-tone={tone}>
      {children}
    </div>
  );
}

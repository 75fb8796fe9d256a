import type { ReactNode } from "react";
import styles from "./VisuallyHidden.module.css";

interface Props {
  children: ReactNode;
}

/** Words for those who listen to the page, not seen on it. */
export function VisuallyHidden({ children }: Props) {
  return <span className={styles.hidden}>{children}</span>;
}

import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface Props {
  title: string;
  /** What will come here, and one thing to do. */
  children?: ReactNode;
  action?: ReactNode;
  /** Nothing else is on the page: the title is its heading. */
  isPage?: boolean;
}

/** What stands where nothing is yet: says what will be here. */
export function EmptyState({ title, children, action, isPage = false }: Props) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={styles.empty}>
      <svg
        aria-hidden="true"
        viewBox="0 0 26 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        className={styles.thread}
      >
        <path d="M1 10c5 0 5-6 10-6s4 6 8 6 4-4 6-4" />
      </svg>
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

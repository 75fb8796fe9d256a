import type { ReactNode } from "react";
import { classNames } from "./classNames";
import styles from "./Page.module.css";

interface Props {
  /** `narrow` for forms and reading, `wide` for pages with a column beside. */
  width?: "narrow" | "wide";
  children: ReactNode;
}

/** The margins and the measure of a page inside the shell. */
export function Page({ width = "wide", children }: Props) {
  return <div className={classNames(styles.page, styles[width])}>{children}</div>;
}

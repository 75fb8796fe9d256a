import { Fragment } from "react";
import { Link } from "react-router";
import { useWords } from "../language/useWords";
import styles from "./Crumbs.module.css";

export interface Step {
  to: string;
  title: string;
}

interface Props {
  /** From the outermost in; the page itself is not among them. */
  steps: readonly Step[];
}

/** Within what the page lies. */
export function Crumbs({ steps }: Props) {
  const words = useWords();
  return (
    <nav aria-label={words("ui.crumbs")} className={styles.crumbs}>
      {steps.map(({ to, title }, place) => (
        <Fragment key={to}>
          {place > 0 && <span aria-hidden="true"> › </span>}
          <Link to={to}>{title}</Link>
        </Fragment>
      ))}
    </nav>
  );
}

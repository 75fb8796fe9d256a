import type { ReactNode } from "react";
import type { CampusMark as Campus } from "#shared/campuses/campuses.contract";
import type { PersonMark } from "#shared/people/people.contract";
import { CampusMark } from "../ui/CampusMark";
import { Face } from "../ui/Face";
import styles from "./Cards.module.css";

interface Props {
  person: PersonMark;
  campus: Campus;
  /** What else there is to know, in a line of its own. */
  children?: ReactNode;
}

/** Who it is, and where they come from. */
export function PersonCard({ person: { name, unit }, campus, children }: Props) {
  return (
    <div className={styles.who}>
      <Face name={name} />
      <div className={styles.person}>
        <span className={styles.name}>
          {name} <CampusMark campus={campus} />
          {unit !== "" && <span className={styles.unit}>{unit}</span>}
        </span>
        {children}
      </div>
    </div>
  );
}

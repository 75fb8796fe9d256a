import type { AuthorMark } from "#shared/forums/threads.contract";
import { CampusMark } from "../ui/CampusMark";
import styles from "./PersonLine.module.css";
import { useAuthorName } from "./useAuthorName";

interface Props {
  person: AuthorMark;
}

/** Who it is, and the campus that they speak from. */
export function PersonLine({ person }: Props) {
  const nameOf = useAuthorName();
  return (
    <span className={styles.person}>
      {person.campus && <CampusMark campus={person.campus} />} {nameOf(person)}
    </span>
  );
}

import { Link } from "react-router";
import type { GroupSummary } from "#shared/groups/groups.contract";
import { GroupMeta } from "./GroupMeta";
import styles from "./GroupRow.module.css";

/** A group in a list. */
export function GroupRow({ group }: { group: GroupSummary }) {
  return (
    <li className={styles.row}>
      <h3 className={styles.name}>
        <Link to={`/groups/${group.id}`}>{group.name}</Link>
      </h3>
      <p className={styles.purpose}>{group.purpose}</p>
      <GroupMeta group={group} />
    </li>
  );
}

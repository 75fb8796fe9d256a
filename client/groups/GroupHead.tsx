import type { ReactNode } from "react";
import type { GroupView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Crumbs } from "../ui/Crumbs";
import { GroupMeta } from "./GroupMeta";
import styles from "./GroupPage.module.css";

interface Props {
  group: GroupView;
  /** The way to what is discussed in it. */
  forum: ReactNode;
}

/** What the group is, and what it is for. */
export function GroupHead({ group, forum }: Props) {
  const words = useWords();
  return (
    <header className={styles.head}>
      <Crumbs steps={[{ to: "/groups", title: words("nav.groups") }]} />
      <h1>{group.name}</h1>
      <GroupMeta group={group} />
      <p className={styles.purpose}>{group.purpose}</p>
      <p className={styles.forum}>{forum}</p>
    </header>
  );
}

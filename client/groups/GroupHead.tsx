import { type ReactNode, useEffect, useRef } from "react";
import type { GroupView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Crumbs } from "../ui/Crumbs";
import { GroupMeta } from "./GroupMeta";
import styles from "./GroupPage.module.css";

interface Props {
  group: GroupView;
  isInside: boolean;
  /** The way to what is discussed in it. */
  forum: ReactNode;
}

/** What the group is, and what it is for. */
export function GroupHead({ group, isInside, forum }: Props) {
  const words = useWords();
  const heading = useHeadingAfter(`${isInside} ${group.standing} ${group.acceptedNorms}`);
  return (
    <header className={styles.head}>
      <Crumbs steps={[{ to: "/groups", title: words("nav.groups") }]} />
      <h1 ref={heading} tabIndex={-1}>
        {group.name}
      </h1>
      <GroupMeta group={group} />
      <p className={styles.purpose}>{group.purpose}</p>
      <p className={styles.forum}>{forum}</p>
    </header>
  );
}

/** A heading that takes the focus up where a deed changed how one stands to the group, and its button went with it. */
function useHeadingAfter(standing: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(standing);
  useEffect(() => {
    if (before.current === standing) return;
    before.current = standing;
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [standing]);
  return heading;
}

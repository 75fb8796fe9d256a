import type { GroupSummary } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import styles from "./GroupMeta.module.css";

interface Props {
  group: Pick<GroupSummary, "kind" | "home" | "members" | "joining"> &
    Partial<Pick<GroupSummary, "campus" | "isArchived" | "standing">>;
}

/** What kind of group it is, where it is at home, how many are there, and how one comes in. */
export function GroupMeta({ group }: Props) {
  const words = useWords();
  const { kind, home, members, joining, campus = null, isArchived = false, standing = "outside" } = group;
  const facts = [
    words(`groups.kind.${kind}`),
    ...(campus === null ? [home] : []),
    words("groups.members", { count: members }),
    words(`groups.joining.${joining}`),
    ...(standing === "asked" || standing === "facilitator" ? [words(`groups.standing.${standing}`)] : []),
  ];
  return (
    <p className={styles.meta}>
      {campus && <CampusMark campus={campus} />} {facts.join(" · ")}
      {isArchived && (
        <>
          {" "}
          · <strong>{words("groups.archived")}</strong>
        </>
      )}
    </p>
  );
}

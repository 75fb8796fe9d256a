import type { GroupView } from "#shared/groups/groups.contract";
import { canAskToJoin, canJoinGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { Notice } from "../ui/Notice";
import { AskToJoin } from "./AskToJoin";
import styles from "./GroupPage.module.css";
import { JoinGroup } from "./JoinGroup";
import { NormsList } from "./NormsList";

/** What whoever is not in the group reads before coming in, and the way in. */
export function GroupOutside({ group }: { group: GroupView }) {
  const words = useWords();
  return (
    <section className={styles.part} aria-labelledby="norms">
      <h2 id="norms">{words("groups.norms.title")}</h2>
      <NormsList texts={group.norms.texts} />
      <WayIn group={group} />
    </section>
  );
}

function WayIn({ group }: { group: GroupView }) {
  const words = useWords();
  const viewer = useViewer();
  if (canJoinGroup(viewer, group)) return <JoinGroup group={group} />;
  if (canAskToJoin(viewer, group)) return <AskToJoin group={group} />;
  return (
    <Notice>
      <p>{words(group.isArchived ? "groups.join.archived" : "groups.join.byInvitation")}</p>
    </Notice>
  );
}

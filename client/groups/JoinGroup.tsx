import type { GroupView } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import styles from "./GroupPage.module.css";
import { useJoin } from "./groups.queries";
import { useNormsRefusal } from "./useNormsRefusal";

/** Comes into an open group. */
export function JoinGroup({ group }: { group: GroupView }) {
  const words = useWords();
  const refusal = useNormsRefusal();
  const join = useJoin(group);
  return (
    <div className={styles.join}>
      <p>{words("groups.join.text")}</p>
      <FormError message={join.error && refusal(join.error)} />
      <Button weight="first" size="large" isBusy={join.isPending} onClick={() => join.mutate()}>
        {words("groups.join.do")}
      </Button>
    </div>
  );
}

import { Link } from "react-router";
import type { GroupView } from "#shared/groups/groups.contract";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { showToast } from "../ui/toastStore";
import { ChangeGroup } from "./ChangeGroup";
import { ChangeNorms } from "./ChangeNorms";
import styles from "./forms.module.css";
import { useGroupDeeds } from "./groups.queries";
import { MoveGroup } from "./MoveGroup";

/** What facilitators change about a group: its words, its norms, its home, and whether it is over. */
export function GroupSettings({ group }: { group: GroupView }) {
  const words = useWords();
  return (
    <div>
      <section className={styles.part} aria-labelledby="words">
        <h2 id="words">{words("groups.settings.words")}</h2>
        <ChangeGroup group={group} />
      </section>
      <section className={styles.part} aria-labelledby="change-norms">
        <h2 id="change-norms">{words("groups.settings.norms")}</h2>
        <ChangeNorms group={group} />
      </section>
      <section className={styles.part} aria-labelledby="health">
        <h2 id="health">{words("groups.health.title")}</h2>
        <p>{words("groups.health.text")}</p>
        <p>
          <Link to={`/groups/${group.id}/health`}>{words("groups.health.open")}</Link>
        </p>
      </section>
      <section className={styles.part} aria-labelledby="home">
        <h2 id="home">{words("groups.field.home")}</h2>
        <MoveGroup group={group} />
      </section>
      <section className={styles.part} aria-labelledby="archive">
        <h2 id="archive">{words("groups.archive.title")}</h2>
        <Archive group={group} />
      </section>
      <section className={styles.part} aria-labelledby="log">
        <h2 id="log">{words("groups.log.title")}</h2>
        <p>{words("groups.log.text")}</p>
        <p>
          <Link to={`/groups/${group.id}/log`}>{words("groups.log.open")}</Link>
        </p>
      </section>
    </div>
  );
}

function Archive({ group }: { group: GroupView }) {
  const words = useWords();
  const refusal = useRefusal();
  const { archive } = useGroupDeeds(group);
  const { isArchived } = group;
  const handleArchive = () =>
    archive.mutate(!isArchived, {
      onSuccess: () => showToast(words(isArchived ? "groups.archive.undone" : "groups.archive.done")),
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  return (
    <>
      <p>{words(isArchived ? "groups.archive.undoText" : "groups.archive.text")}</p>
      <Button isBusy={archive.isPending} onClick={handleArchive}>
        {words(isArchived ? "groups.archive.undo" : "groups.archive.do")}
      </Button>
    </>
  );
}

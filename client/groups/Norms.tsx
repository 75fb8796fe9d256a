import { Link } from "react-router";
import type { GroupView } from "#shared/groups/groups.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { Notice } from "../ui/Notice";
import styles from "./GroupPage.module.css";
import { useGroupDeeds } from "./groups.queries";
import { NormsList } from "./NormsList";
import { useNormsRefusal } from "./useNormsRefusal";

/** What the people of the group have agreed to, and the way to accept it where it has changed. */
export function Norms({ group }: { group: GroupView }) {
  const words = useWords();
  const time = useTime();
  const { texts, at } = group.norms;
  return (
    <section className={styles.part} aria-labelledby="norms">
      <h2 id="norms">{words("groups.norms.title")}</h2>
      <NormsList texts={texts} />
      {haveChanged(group) ? (
        <AcceptNorms group={group} />
      ) : (
        <p className="small soft">{words("groups.norms.since", { day: time.day(at) })}</p>
      )}
    </section>
  );
}

function AcceptNorms({ group }: { group: GroupView }) {
  const words = useWords();
  const refusal = useNormsRefusal();
  const { acceptNorms } = useGroupDeeds(group);
  return (
    <>
      <FormError message={acceptNorms.error && refusal(acceptNorms.error)} />
      <Button
        weight="first"
        isBusy={acceptNorms.isPending}
        onClick={() => acceptNorms.mutate(group.norms.version)}
      >
        {words("groups.norms.accept")}
      </Button>
    </>
  );
}

interface NewsProps {
  group: GroupView;
  isAtNorms: boolean;
}

/** Says that the norms have changed since the reader accepted them. */
export function NormsNews({ group, isAtNorms }: NewsProps) {
  const words = useWords();
  if (!haveChanged(group)) return null;
  return (
    <Notice tone="waiting">
      <p>
        {words("groups.norms.changed")}{" "}
        {!isAtNorms && <Link to={`/groups/${group.id}`}>{words("groups.norms.read")}</Link>}
      </p>
    </Notice>
  );
}

function haveChanged({ acceptedNorms, norms }: GroupView): boolean {
  return acceptedNorms !== null && acceptedNorms < norms.version;
}

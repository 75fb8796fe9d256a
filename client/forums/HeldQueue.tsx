import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { HeldView } from "#shared/forums/held.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { PagedList } from "../ui/PagedList";
import { HeldCard } from "./HeldCard";
import styles from "./HeldCard.module.css";
import { heldQuery, useHeldDeeds } from "./held.queries";
import { type GivenReason, ReasonDialog } from "./ReasonDialog";
import { WhyGone } from "./WhyGone";
import { WhyHeld } from "./WhyHeld";

interface Props {
  spaceId: string;
  /** The group whose forum it is, or null. */
  groupId: string | null;
}

/** What waits for the moderators of a space, the oldest first. */
export function HeldQueue({ spaceId, groupId }: Props) {
  const words = useWords();
  const list = useInfiniteQuery(heldQuery(spaceId));
  const none = <p className="soft">{words("forums.heldQueue.none")}</p>;
  return (
    <PagedList list={list} className={styles.list} none={none}>
      {(held) => <Waiting key={held.id} held={held} groupId={groupId} />}
    </PagedList>
  );
}

function Waiting({ held, groupId }: Pick<Props, "groupId"> & { held: HeldView }) {
  const words = useWords();
  const { release, refuse } = useHeldDeeds();
  const [isAsking, setIsAsking] = useState(false);
  const { name } = held.author;
  // Refused, what was typed stays; what somebody else has decided meanwhile goes out of the list.
  const give = (why: GivenReason) =>
    refuse.mutateAsync({ heldId: held.id, ...why }).then(
      () => {
        setIsAsking(false);
        return true;
      },
      () => false,
    );
  return (
    <HeldCard held={held}>
      {held.cause !== undefined && (
        <p className={styles.state}>
          <WhyHeld held={held} />
        </p>
      )}
      {held.reason !== "" && (
        <p className={styles.state}>
          <WhyGone {...held} />
        </p>
      )}
      <div className={styles.ways}>
        <Button
          size="small"
          weight="first"
          isBusy={release.isPending}
          aria-label={words("forums.heldQueue.releaseOf", { name })}
          onClick={() => release.mutate(held.id)}
        >
          {words("forums.heldQueue.release")}
        </Button>
        <Button
          size="small"
          aria-label={words("forums.heldQueue.refuseOf", { name })}
          onClick={() => setIsAsking(true)}
        >
          {words("forums.heldQueue.refuse")}
        </Button>
      </div>
      <ReasonDialog
        title={words("forums.heldQueue.refuseOf", { name })}
        text={words("forums.heldQueue.refuseText")}
        confirm={words("forums.heldQueue.refuse")}
        groupId={groupId}
        isOpen={isAsking}
        isBusy={refuse.isPending}
        deed={`refuse.${held.id}`}
        onGive={give}
        onClose={() => setIsAsking(false)}
      />
    </HeldCard>
  );
}

import { useState } from "react";
import { useNavigate } from "react-router";
import type { OwnInvitationView } from "#shared/groups/groups.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { DeclineInvitation } from "./DeclineInvitation";
import { GroupMeta } from "./GroupMeta";
import { useInvited } from "./memberships.queries";
import { NormsList } from "./NormsList";
import styles from "./OwnInvitations.module.css";
import { useNormsRefusal } from "./useNormsRefusal";

/** An invitation with what there is to know before saying yes to it. */
export function InvitationCard({ invitation }: { invitation: OwnInvitationView }) {
  const words = useWords();
  const time = useTime();
  const refusal = useNormsRefusal();
  const navigate = useNavigate();
  const { accept } = useInvited(invitation);
  const [isDeclining, setIsDeclining] = useState(false);
  const { by, expiresAt, group } = invitation;
  // The card goes with the answer, so it is awaited here and not by the card's own callbacks.
  const handleAccept = async () => {
    try {
      await accept.mutateAsync();
    } catch {
      return; // It is said in the card.
    }
    await navigate(`/groups/${group.id}`);
  };
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <p className={styles.by}>{words("groups.invitation.by", { name: by.name })}</p>
        <h3 className={styles.name}>{group.name}</h3>
        <GroupMeta group={group} />
      </div>
      <p className={styles.purpose}>{group.purpose}</p>
      <div className={styles.norms}>
        <p className="label">{words("groups.norms.title")}</p>
        <NormsList texts={group.norms.texts} />
      </div>
      <FormError message={accept.error && refusal(accept.error)} />
      <div className={styles.ends}>
        <Button weight="first" isBusy={accept.isPending} onClick={() => void handleAccept()}>
          {words("groups.join.do")}
        </Button>
        <Button onClick={() => setIsDeclining(true)}>{words("groups.invitation.decline")}</Button>
        <span className="small soft">
          {words("groups.invitation.until", { day: time.shortDay(expiresAt) })}
        </span>
      </div>
      <DeclineInvitation invitation={invitation} isOpen={isDeclining} onClose={() => setIsDeclining(false)} />
    </li>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import type { GroupView, InvitationView } from "#shared/groups/groups.contract";
import { canInviteToGroup, canWithdrawInvitation } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { PagedList } from "../ui/PagedList";
import { showToast } from "../ui/toastStore";
import cards from "./Cards.module.css";
import styles from "./GroupPage.module.css";
import { InviteForm } from "./InviteForm";
import { invitationsQuery, useInviting } from "./memberships.queries";

/** Invites people by their address, and shows who has not answered yet. */
export function Invitations({ group }: { group: GroupView }) {
  const words = useWords();
  const viewer = useViewer();
  const list = useInfiniteQuery(invitationsQuery(group.id));
  return (
    <section className={styles.part} aria-labelledby="invited">
      <h2 id="invited">{words("groups.part.invitations")}</h2>
      {canInviteToGroup(viewer, group) ? (
        <InviteForm groupId={group.id} />
      ) : (
        <p className="soft">{words("groups.invite.archived")}</p>
      )}
      <PagedList
        list={list}
        className={cards.list}
        none={<p className="soft">{words("groups.invite.none")}</p>}
      >
        {(invitation) => <Invitation key={invitation.id} group={group} invitation={invitation} />}
      </PagedList>
    </section>
  );
}

function Invitation({ group, invitation }: { group: GroupView; invitation: InvitationView }) {
  const words = useWords();
  const time = useTime();
  const refusal = useRefusal();
  const viewer = useViewer();
  const { invite, withdraw } = useInviting(group.id);
  const { id, address, by, expiresAt } = invitation;
  const tellRefusal = (error: unknown) => showToast(refusal(error), { tone: "wrong" });
  const takeBack = async () => {
    try {
      await withdraw.mutateAsync(id);
    } catch (error) {
      return tellRefusal(error);
    }
    showToast(words("groups.invite.takenBack", { address }), {
      // Inviting again is the undo.
      action: { label: words("ui.undo"), onAction: () => invite.mutate(address, { onError: tellRefusal }) },
    });
  };
  return (
    <li className={cards.row}>
      <span className={cards.person}>
        <strong>{address}</strong>
        <span className="small soft">
          {words("groups.invite.by", { name: by.name, day: time.shortDay(expiresAt) })}
        </span>
      </span>
      {canWithdrawInvitation(viewer, { group, personId: null }) && (
        <Button
          size="small"
          isBusy={withdraw.isPending}
          aria-label={words("groups.invite.takeBackOf", { address })}
          onClick={() => void takeBack()}
        >
          {words("groups.invite.takeBack")}
        </Button>
      )}
    </li>
  );
}

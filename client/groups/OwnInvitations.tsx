import { useInfiniteQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { EmptyState } from "../ui/EmptyState";
import { PagedList } from "../ui/PagedList";
import { InvitationCard } from "./InvitationCard";
import { ownInvitationsQuery } from "./memberships.queries";
import styles from "./OwnInvitations.module.css";

interface Props {
  /** Somebody was led here to answer one: where there is none any more, it is said. */
  isExpected: boolean;
}

/** Who invites the viewer, and to what. */
export function OwnInvitations({ isExpected }: Props) {
  const words = useWords();
  const list = useInfiniteQuery(ownInvitationsQuery);
  const isEmpty = list.data?.pages.every(({ items }) => items.length === 0) ?? true;
  if (isEmpty && !isExpected) return null;
  const none = (
    <EmptyState title={words("groups.invitations.none")}>{words("groups.invitations.noneText")}</EmptyState>
  );
  return (
    <section aria-labelledby="invitations" className={styles.invitations}>
      <h2 id="invitations">{words("groups.invitations.title")}</h2>
      <PagedList list={list} className={styles.list} none={none}>
        {(invitation) => <InvitationCard key={invitation.id} invitation={invitation} />}
      </PagedList>
    </section>
  );
}

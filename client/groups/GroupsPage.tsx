import { useInfiniteQuery } from "@tanstack/react-query";
import { useWords } from "../language/useWords";
import { ButtonLink } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { PagedList } from "../ui/PagedList";
import { PageTitle } from "../ui/PageTitle";
import { GroupRow } from "./GroupRow";
import styles from "./GroupsPage.module.css";
import { groupsQuery, ownGroupsQuery } from "./groups.queries";
import { OwnInvitations } from "./OwnInvitations";
import { OwnRequests } from "./OwnRequests";

interface Props {
  /** Somebody was sent here to answer an invitation. */
  isLedHere: boolean;
}

/** The groups of the viewer, those that they may join, and what waits in between: invitations and requests. */
export function GroupsPage({ isLedHere }: Props) {
  const words = useWords();
  return (
    <Page>
      <PageTitle title={words("nav.groups")} />
      <header className={styles.head}>
        <div className={styles.what}>
          <h1>{words("nav.groups")}</h1>
          <p className={styles.lead}>{words("groups.lead")}</p>
        </div>
        <ButtonLink to="/groups/new" weight="first">
          {words("groups.found.do")}
        </ButtonLink>
      </header>
      <OwnInvitations isExpected={isLedHere} />
      <div className={styles.columns}>
        <section aria-labelledby="own" className={styles.own}>
          <h2 id="own">{words("groups.own.title")}</h2>
          <OwnGroups />
        </section>
        <section aria-labelledby="asked" className={styles.asked}>
          <h2 id="asked">{words("groups.asked.title")}</h2>
          <OwnRequests />
        </section>
        <section aria-labelledby="others" className={styles.others}>
          <h2 id="others">{words("groups.others.title")}</h2>
          <Others />
        </section>
      </div>
    </Page>
  );
}

function OwnGroups() {
  const words = useWords();
  const list = useInfiniteQuery(ownGroupsQuery);
  const none = <EmptyState title={words("groups.own.none")}>{words("groups.own.noneText")}</EmptyState>;
  return (
    <PagedList list={list} className={styles.list} none={none}>
      {(group) => <GroupRow key={group.id} group={group} />}
    </PagedList>
  );
}

function Others() {
  const words = useWords();
  const list = useInfiniteQuery(groupsQuery);
  const none = <EmptyState title={words("groups.others.none")}>{words("groups.others.noneText")}</EmptyState>;
  return (
    <PagedList list={list} className={styles.list} none={none}>
      {(group) => <GroupRow key={group.id} group={group} />}
    </PagedList>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { GroupView, MembershipView } from "#shared/groups/groups.contract";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Menu } from "../ui/Menu";
import { PagedList } from "../ui/PagedList";
import cards from "./Cards.module.css";
import styles from "./GroupPage.module.css";
import { membersQuery } from "./memberships.queries";
import { PauseMember } from "./PauseMember";
import { PersonCard } from "./PersonCard";
import { RemoveMember } from "./RemoveMember";
import { type MemberMenu, useMemberMenu } from "./useMemberMenu";

/** Who is in the group; for its facilitators with what they can do. */
export function People({ group }: { group: GroupView }) {
  const words = useWords();
  const list = useInfiniteQuery(membersQuery(group.id));
  const [removing, setRemoving] = useState<MembershipView | null>(null);
  const [pausing, setPausing] = useState<MembershipView | null>(null);
  return (
    <section className={styles.part} aria-labelledby="people">
      <h2 id="people">{words("groups.part.people")}</h2>
      <PagedList list={list} className={cards.list} none={null}>
        {(member) => (
          <Member
            key={member.person.personId}
            group={group}
            member={member}
            onRemove={() => setRemoving(member)}
            onPause={() => setPausing(member)}
          />
        )}
      </PagedList>
      <PauseMember group={group} member={pausing} onClose={() => setPausing(null)} />
      <RemoveMember group={group} member={removing} onClose={() => setRemoving(null)} />
    </section>
  );
}

function Member({ group, member, onRemove, onPause }: MemberMenu) {
  const words = useWords();
  const time = useTime();
  const viewer = useViewer();
  const { person, campus, part, hasAccepted, pause } = member;
  const items = useMemberMenu({ group, member, onRemove, onPause });
  const isUnagreed = canFacilitateGroup(viewer, group) && !hasAccepted;
  const until = pause && { day: time.shortDay(pause.until), clock: time.clock(pause.until) };
  const kind = pause?.pace ? "slowedUntil" : "pausedUntil";
  const notes = [
    words(`groups.personPart.${part}`),
    ...(isUnagreed ? [words("groups.people.notAccepted")] : []),
    ...(until ? [words(`groups.people.${kind}`, until)] : []),
  ];
  return (
    <li className={cards.row}>
      <PersonCard person={person} campus={campus}>
        <span className="small soft">{notes.join(" · ")}</span>
      </PersonCard>
      {items.length > 0 && (
        <Menu
          className={cards.more}
          label={words("groups.people.deeds", { name: person.name })}
          items={items}
        >
          <Ellipsis size={18} aria-hidden="true" />
        </Menu>
      )}
    </li>
  );
}

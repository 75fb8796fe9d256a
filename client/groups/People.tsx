import { useInfiniteQuery } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { GroupView, MembershipView } from "#shared/groups/groups.contract";
import {
  canFacilitateGroup,
  canNamePart,
  canPauseInGroup,
  canRemoveFromGroup,
} from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Menu } from "../ui/Menu";
import { PagedList } from "../ui/PagedList";
import { showToast } from "../ui/toastStore";
import cards from "./Cards.module.css";
import styles from "./GroupPage.module.css";
import { membersQuery, useMemberDeeds } from "./memberships.queries";
import { PauseMember } from "./PauseMember";
import { PersonCard } from "./PersonCard";
import { RemoveMember } from "./RemoveMember";

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

interface MemberProps {
  group: GroupView;
  member: MembershipView;
  onRemove: () => void;
  onPause: () => void;
}

function Member({ group, member, onRemove, onPause }: MemberProps) {
  const words = useWords();
  const time = useTime();
  const viewer = useViewer();
  const { person, campus, part, hasAccepted, pausedUntil } = member;
  const items = useItems({ group, member, onRemove, onPause });
  const facilitates = canFacilitateGroup(viewer, group);
  return (
    <li className={cards.row}>
      <PersonCard person={person} campus={campus}>
        <span className="small soft">
          {words(`groups.personPart.${part}`)}
          {facilitates && !hasAccepted && <> · {words("groups.people.notAccepted")}</>}
          {pausedUntil !== null && (
            <>
              {" "}
              ·{" "}
              {words("groups.people.pausedUntil", {
                day: time.shortDay(pausedUntil),
                clock: time.clock(pausedUntil),
              })}
            </>
          )}
        </span>
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

function useItems({ group, member: { person, part, pausedUntil }, onRemove, onPause }: MemberProps) {
  const words = useWords();
  const refusal = useRefusal();
  const viewer = useViewer();
  const { name, endPause } = useMemberDeeds(group.id);
  const { personId } = person;
  const subject = { group, personId };
  const other = part === "member" ? "facilitator" : "member";
  const handleName = () =>
    name.mutate(
      { personId, part: other },
      {
        onSuccess: () => showToast(words(`groups.people.named.${other}`, { name: person.name })),
        onError: (error) => showToast(refusal(error), { tone: "wrong" }),
      },
    );
  const handleEndPause = () =>
    endPause.mutate(personId, {
      onSuccess: () => showToast(words("groups.pause.ended", { name: person.name })),
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  const pausing =
    pausedUntil === null
      ? { key: "pause", label: words("groups.pause.do"), onChoose: onPause }
      : { key: "endPause", label: words("groups.pause.end"), onChoose: handleEndPause };
  return [
    ...(canPauseInGroup(viewer, subject) && part === "member" ? [pausing] : []),
    ...(canNamePart(viewer, subject)
      ? [{ key: "name", label: words(`groups.people.name.${other}`), onChoose: handleName }]
      : []),
    ...(canRemoveFromGroup(viewer, subject)
      ? [{ key: "remove", label: words("groups.remove.do"), isDanger: true, onChoose: onRemove }]
      : []),
  ];
}

import type { GroupView, MembershipView } from "#shared/groups/groups.contract";
import { canNamePart, canPauseInGroup, canRemoveFromGroup } from "#shared/groups/groups.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { showToast } from "../ui/toastStore";
import { useMemberDeeds } from "./memberships.queries";

export interface MemberMenu {
  group: GroupView;
  member: MembershipView;
  onRemove: () => void;
  onPause: () => void;
}

/** What whoever looks at somebody in the group can do with them, as a menu's items. */
export function useMemberMenu({ group, member, onRemove, onPause }: MemberMenu) {
  const { person, part, pause } = member;
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
    pause === null
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

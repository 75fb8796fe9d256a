import { MemberDeed, type MemberDeedProps } from "./MemberDeed";
import { useMemberDeeds } from "./memberships.queries";

/** Removes somebody from the group. */
export function RemoveMember(props: MemberDeedProps) {
  const { remove } = useMemberDeeds(props.group.id);
  return (
    <MemberDeed
      {...props}
      name="remove"
      isDanger
      isBusy={remove.isPending}
      onSend={({ deedId: _, ...deed }, ends) => remove.mutate(deed, ends)}
    />
  );
}

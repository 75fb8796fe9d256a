import { useState } from "react";
import { type PauseHours, pauseHours } from "#shared/groups/groups.contract";
import { useWords } from "../language/useWords";
import { Select } from "../ui/Field";
import { MemberDeed, type MemberDeedProps } from "./MemberDeed";
import { useMemberDeeds } from "./memberships.queries";

/** Lets somebody read and not speak for a while. */
export function PauseMember(props: MemberDeedProps) {
  const words = useWords();
  const [hours, setHours] = useState<PauseHours>(24);
  const { pause } = useMemberDeeds(props.group.id);
  const handleChoice = (chosen: string) =>
    setHours((before) => pauseHours.find((one) => String(one) === chosen) ?? before);
  return (
    <MemberDeed
      {...props}
      name="pause"
      isBusy={pause.isPending}
      onSend={({ deedId: pauseId, personId, ...why }, ends) =>
        pause.mutate({ personId, input: { pauseId, hours, ...why } }, ends)
      }
    >
      <Select
        label={words("groups.pause.hours")}
        error={null}
        value={hours}
        onChange={({ target }) => handleChoice(target.value)}
      >
        {pauseHours.map((one) => (
          <option key={one} value={one}>
            {words(`groups.pause.for.${one}`)}
          </option>
        ))}
      </Select>
    </MemberDeed>
  );
}

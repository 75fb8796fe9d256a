import { useState } from "react";
import { type PauseHours, type PausePace, pauseHours, pausePaces } from "#shared/groups/groups.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Select } from "../ui/Field";
import { MemberDeed, type MemberDeedProps } from "./MemberDeed";
import { useMemberDeeds } from "./memberships.queries";

/** Lets somebody read and not speak for a while, or speak slowly. */
export function PauseMember(props: MemberDeedProps) {
  const words = useWords();
  const [hours, setHours] = useState<PauseHours>(24);
  const [pace, setPace] = useState<PausePace>(0);
  const time = useTime();
  const paceOf = (seconds: number) => words("groups.pause.slowly", { length: time.length(seconds / 60) });
  const { pause } = useMemberDeeds(props.group.id);
  const handleHours = (chosen: string) =>
    setHours((before) => pauseHours.find((one) => String(one) === chosen) ?? before);
  const handlePace = (chosen: string) =>
    setPace((before) => pausePaces.find((one) => String(one) === chosen) ?? before);
  return (
    <MemberDeed
      {...props}
      name="pause"
      isBusy={pause.isPending}
      onSend={({ deedId: pauseId, personId, ...why }, ends) =>
        pause.mutate({ personId, input: { pauseId, hours, pace, ...why } }, ends)
      }
    >
      <Select
        label={words("groups.pause.pace")}
        value={pace}
        onChange={({ target }) => handlePace(target.value)}
      >
        {pausePaces.map((one) => (
          <option key={one} value={one}>
            {one === 0 ? words("groups.pause.silent") : paceOf(one)}
          </option>
        ))}
      </Select>
      <Select
        label={words("groups.pause.hours")}
        value={hours}
        onChange={({ target }) => handleHours(target.value)}
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

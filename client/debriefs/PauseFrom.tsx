import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonMark } from "#shared/people/people.contract";
import { useMe } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { PausePerson } from "./PausePerson";
import { PersonInRoomMenu } from "./PersonInRoomMenu";
import { pausesQuery } from "./pauses.queries";
import { useView } from "./useDebriefRoom";

/** The way to pause somebody from what they said in their name. */
export function PauseFromRemark({ person }: { person: PersonMark }) {
  // There may be hundreds of remarks: the dialog is mounted where it is first wanted.
  const [pausing, setPausing] = useState<PersonMark | null>();
  return (
    <>
      <PauseMenu person={person} onPause={setPausing} />
      {pausing !== undefined && <PausePerson person={pausing} onClose={() => setPausing(null)} />}
    </>
  );
}

/**
 * Where somebody stands out, what leads to pausing them. Nothing for those who are paused, whose pause is ended among the
 * people here, nor for those who facilitate.
 */
export function PauseMenu({
  person,
  onPause,
}: {
  person: PersonMark;
  onPause: (person: PersonMark) => void;
}) {
  const words = useWords();
  if (!useCanPause(person)) return null;
  const { name } = person;
  const label = words("debriefs.pause.doName", { name });
  return <PersonInRoomMenu name={name} items={[{ key: "pause", label, onChoose: () => onPause(person) }]} />;
}

function useCanPause({ personId }: PersonMark): boolean {
  const me = useMe();
  const { data: isPeer = false } = useQuery({
    ...pausesQuery(useView(({ id }) => id)),
    select: ({ items, facilitatorIds }) =>
      !facilitatorIds.includes(personId) && items.every(({ person }) => person.personId !== personId),
  });
  return isPeer && personId !== me?.personId;
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { PauseView } from "#shared/debriefs/pauses.contract";
import type { PersonMark } from "#shared/people/people.contract";
import { useMe } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Face } from "../ui/Face";
import { showToast } from "../ui/toastStore";
import { LineSheet } from "./LineSheet";
import { Lines } from "./Lines";
import linesStyles from "./Lines.module.css";
import { PausePerson } from "./PausePerson";
import styles from "./PeopleHere.module.css";
import { PersonInRoomMenu } from "./PersonInRoomMenu";
import { pausesQuery, usePausing } from "./pauses.queries";
import { useView } from "./useDebriefRoom";
import { useRoomRefusal } from "./useRoomRefusal";

interface Props {
  /** Null where the room is too full to tell. */
  people: readonly PersonMark[] | null;
}

/** Who is here, for whoever facilitates: who of them is paused, what can be done with them, and the private lines of all. */
export function PeopleFacilitated({ people }: Props) {
  const words = useWords();
  const me = useMe();
  const debriefId = useView(({ id }) => id);
  const { data } = useQuery(pausesQuery(debriefId));
  const [pausing, setPausing] = useState<PersonMark | null>(null);
  const pauseOf = ({ personId }: PersonMark) =>
    data?.items.find(({ person }) => person.personId === personId);
  const [onLine, setOnLine] = useState<PersonMark | null>(null);
  const isPeer = ({ personId }: PersonMark) =>
    data !== undefined && personId !== me?.personId && !data.facilitatorIds.includes(personId);
  const away =
    data?.items.filter(({ person }) => !people?.some((one) => one.personId === person.personId)) ?? [];
  return (
    <>
      <ul className={styles.list}>
        {people?.map((person) => (
          <Person
            key={person.personId}
            person={person}
            pause={pauseOf(person)}
            onPause={isPeer(person) ? () => setPausing(person) : undefined}
            onWrite={isPeer(person) ? () => setOnLine(person) : undefined}
          />
        ))}
      </ul>
      {away.length > 0 && (
        <>
          <h3 className="small soft">{words("debriefs.pause.away")}</h3>
          <ul className={styles.list}>
            {away.map((pause) => (
              <Person
                key={pause.person.personId}
                person={pause.person}
                pause={pause}
                onPause={undefined}
                onWrite={() => setOnLine(pause.person)}
              />
            ))}
          </ul>
        </>
      )}
      <section className={linesStyles.here} aria-label={words("debriefs.lines.title")}>
        <h2 className="label">{words("debriefs.lines.title")}</h2>
        <Lines onOpen={setOnLine} />
      </section>
      <Link className="small" to={`/debriefs/${debriefId}/log`} target="_blank">
        {words("debriefs.pause.log")}
      </Link>
      <LineSheet person={onLine} onClose={() => setOnLine(null)} />
      <PausePerson person={pausing} onClose={() => setPausing(null)} />
    </>
  );
}

interface PersonProps {
  person: PersonMark;
  pause: PauseView | undefined;
  /** Undefined where they cannot be paused. */
  onPause: (() => void) | undefined;
  /** Undefined where they facilitate too. */
  onWrite: (() => void) | undefined;
}

function Person({ person: { personId, name, unit }, pause, onPause, onWrite }: PersonProps) {
  const words = useWords();
  const time = useTime();
  const refusal = useRoomRefusal();
  const { end } = usePausing();
  const handleEnd = () =>
    end.mutate(personId, {
      onSuccess: () => showToast(words("debriefs.pause.ended", { name })),
      onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    });
  const begin = onPause && { key: "pause", label: words("debriefs.pause.do"), onChoose: onPause };
  const pausing = pause ? { key: "end", label: words("debriefs.pause.end"), onChoose: handleEnd } : begin;
  const write = onWrite && { key: "line", label: words("debriefs.lines.do"), onChoose: onWrite };
  return (
    <li className={styles.person} title={unit}>
      <Face name={name} />
      <span className={styles.who}>
        <span className={styles.name}>{name}</span>
        {pause && (
          <span className={styles.note}>
            {pause.until === null
              ? words("debriefs.pause.untilClosed")
              : words("debriefs.pause.until", { clock: time.clock(pause.until) })}
          </span>
        )}
      </span>
      <PersonInRoomMenu name={name} items={[write, pausing].filter((item) => item !== undefined)} />
    </li>
  );
}

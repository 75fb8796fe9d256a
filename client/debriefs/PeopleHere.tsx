import { useWords } from "../language/useWords";
import { Face } from "../ui/Face";
import { useFacilitatedParts } from "./Facilitating";
import styles from "./PeopleHere.module.css";
import { PrivateLine } from "./PrivateLine";
import { useRoomState } from "./useDebriefRoom";

/** Who is in the room now; honest about not knowing while the connection is gone. */
export function PeopleHere() {
  const words = useWords();
  const presence = useRoomState(({ presence }) => presence);
  const parts = useFacilitatedParts();
  return (
    <section className={styles.people} aria-label={words("debriefs.people.label")}>
      <h2 className="label">
        {presence === null
          ? words("debriefs.people.unknown")
          : words("debriefs.people.here", { count: presence.here })}
      </h2>
      {parts ? (
        <parts.PeopleFacilitated people={presence?.people ?? null} />
      ) : (
        presence?.people && (
          <ul className={styles.list}>
            {presence.people.map(({ personId, name, unit }) => (
              <li key={personId} className={styles.person} title={unit}>
                <Face name={name} />
                <span className={styles.name}>{name}</span>
              </li>
            ))}
          </ul>
        )
      )}
      {presence !== null && presence.people === null && (
        <p className="small faint">{words("debriefs.people.many")}</p>
      )}
      <PrivateLine place="people" />
    </section>
  );
}

import { useWords } from "../language/useWords";
import { Face } from "../ui/Face";
import styles from "./PeopleHere.module.css";
import { useRoomState } from "./useDebriefRoom";

/** Who is in the room now; honest about not knowing while the connection is gone. */
export function PeopleHere() {
  const words = useWords();
  const presence = useRoomState(({ presence }) => presence);
  return (
    <section className={styles.people} aria-label={words("debriefs.people.label")}>
      <h2 className="label">
        {presence === null
          ? words("debriefs.people.unknown")
          : words("debriefs.people.here", { count: presence.here })}
      </h2>
      {presence?.people && (
        <ul className={styles.list}>
          {presence.people.map(({ personId, name, unit }) => (
            <li key={personId} className={styles.person} title={unit}>
              <Face name={name} />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      )}
      {presence !== null && presence.people === null && (
        <p className="small faint">{words("debriefs.people.many")}</p>
      )}
    </section>
  );
}

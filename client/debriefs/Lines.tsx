import { useQuery } from "@tanstack/react-query";
import type { LineView } from "#shared/debriefs/lines.contract";
import type { PersonMark } from "#shared/people/people.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { Face } from "../ui/Face";
import styles from "./Lines.module.css";
import { linesQuery } from "./lines.queries";
import { useView } from "./useDebriefRoom";

interface Props {
  onOpen: (person: PersonMark) => void;
}

/** The room's private lines, those that wait first; without their words, which others may look over one's shoulder for. */
export function Lines({ onOpen }: Props) {
  const words = useWords();
  const { data: lines = [] } = useQuery(linesQuery(useView(({ id }) => id)));
  if (lines.length === 0) return <p className="small faint">{words("debriefs.lines.none")}</p>;
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line.person.personId}>
          <button type="button" className={styles.line} onClick={() => onOpen(line.person)}>
            <Face name={line.person.name} />
            <span className={styles.name}>{line.person.name || words("debriefs.line.gone")}</span>
            <LineState line={line} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function LineState({ line: { waitsSince, settledBy, isAnswered } }: { line: LineView }) {
  const words = useWords();
  const time = useTime();
  if (waitsSince !== null)
    return (
      <span className={styles.mark}>{words("debriefs.lines.waits", { clock: time.clock(waitsSince) })}</span>
    );
  const name = settledBy?.name || words("debriefs.line.gone");
  return (
    <span className="small faint">
      {words(isAnswered ? "debriefs.lines.answered" : "debriefs.lines.settled", { name })}
    </span>
  );
}

import { Link } from "react-router";
import type { DebriefSummary } from "#shared/debriefs/debriefs.contract";
import { isTalking } from "#shared/debriefs/debriefs.policy";
import { useWords } from "../language/useWords";
import { When } from "../language/When";
import { ButtonLink } from "../ui/Button";
import styles from "./DebriefRow.module.css";
import { RoomMark } from "./RoomMark";

interface Props {
  debrief: DebriefSummary;
  /** Leads with what it is about rather than the campus. */
  isOwn?: boolean;
  /** Stands where everybody knows whose it is. */
  isUnmarked?: boolean;
}

/** One debrief in a list: whose it is, when, in what stage, and the way in for those who may enter. */
export function DebriefRow({ debrief, isOwn = false, isUnmarked = false }: Props) {
  const words = useWords();
  const { id, campus, title, stage, startsAt, minutes, place, here, canAttend, canFacilitate } = debrief;
  const name = isOwn || campus === null ? title : campus.name;
  const isLive = isTalking(stage);
  return (
    <li className={styles.row}>
      {!isUnmarked && <RoomMark of={debrief} />}
      <div className={styles.what}>
        <p className={styles.title}>{canAttend ? <Link to={`/debriefs/${id}`}>{name}</Link> : name}</p>
        <p className={styles.when}>
          <When at={startsAt} minutes={minutes} zone={campus?.timeZone} isShort />
          {place && <> · {place}</>}
        </p>
        <p className={styles.stage} data-live={isLive ? "" : undefined}>
          {words(`debriefs.stage.${stage}`)}
          {isLive && here !== null && here > 0 && <> · {words("debriefs.people.count", { count: here })}</>}
          {canFacilitate && <> · {words("debriefs.youFacilitate")}</>}
        </p>
      </div>
      {canAttend && (
        <ButtonLink to={`/debriefs/${id}`} weight={isLive ? "first" : "plain"} aria-label={nameOf()}>
          {wayIn()}
        </ButtonLink>
      )}
    </li>
  );

  function wayIn() {
    return words(
      isLive ? "debriefs.row.join" : stage === "closed" ? "debriefs.row.read" : "debriefs.row.look",
    );
  }

  function nameOf() {
    return `${wayIn()}: ${name}`;
  }
}

import type { ConveningView } from "#shared/convenings/convenings.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { When } from "../language/When";
import styles from "./ConveningHead.module.css";

interface Props {
  convening: ConveningView;
}

/** What the convening is about, whose it is, when, and for how many. */
export function ConveningHead({ convening }: Props) {
  const words = useWords();
  const time = useTime();
  const { title, programName, seriesTitle, place, startsAt, minutes, timeZone, seatsPerCampus } = convening;
  return (
    <header className={styles.head}>
      <p className="small soft">
        {programName} <span aria-hidden="true">›</span>{" "}
        {words("convenings.placeIn", { place, series: seriesTitle })}
      </p>
      <h1>{title}</h1>
      <dl className={styles.facts}>
        <div>
          <dt>{words("convenings.when")}</dt>
          <dd>
            {startsAt === null ? (
              words("convenings.noDate")
            ) : (
              <When at={startsAt} minutes={minutes} zone={timeZone} />
            )}
          </dd>
        </div>
        <div>
          <dt>{words("convenings.length")}</dt>
          <dd>{time.length(minutes)}</dd>
        </div>
        {seatsPerCampus !== null && (
          <div>
            <dt>{words("convenings.seats")}</dt>
            <dd>{words("convenings.seatsEach", { count: seatsPerCampus })}</dd>
          </div>
        )}
      </dl>
    </header>
  );
}

import { ownZone, useTime, zoneDiffers } from "./time";
import { useWords } from "./useWords";
import styles from "./When.module.css";

interface Props {
  at: number;
  minutes: number;
  /** The zone in which the campus or the program lives; the reader's own where it is nobody's. */
  zone?: string | undefined;
  /** `Tue, Dec 8` in place of the whole names. */
  isShort?: boolean;
}

/** A day and its hours in the reader's zone, and in the campus's zone where clocks differ. */
export function When({ at, minutes, zone = ownZone(), isShort = false }: Props) {
  const words = useWords();
  const time = useTime();
  const day = isShort ? time.shortDay : time.day;
  const isElsewhere = zoneDiffers(at, zone);
  return (
    <time dateTime={new Date(at).toISOString()}>
      {words("time.dayAndHours", { day: day(at), hours: time.span(at, minutes) })}
      {isElsewhere || !isShort ? " " : ""}
      {isElsewhere ? (
        <span className={styles.there}>
          {words("time.there", {
            day: day(at, zone) === day(at) ? "same" : day(at, zone),
            hours: time.span(at, minutes, zone),
            zone: time.zoneName(at, zone),
          })}
        </span>
      ) : (
        !isShort && (
          <span className={styles.there}>{words("time.zone", { zone: time.zoneName(at, ownZone()) })}</span>
        )
      )}
    </time>
  );
}

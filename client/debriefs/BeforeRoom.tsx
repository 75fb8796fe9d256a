import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { When } from "../language/When";
import styles from "./BeforeRoom.module.css";
import { Facilitating } from "./Facilitating";
import { JoinHere } from "./JoinHere";
import { PrivateLine } from "./PrivateLine";
import { RoomGuide } from "./RoomGuide";
import { RoomMark } from "./RoomMark";
import { useCanFacilitate, useView } from "./useDebriefRoom";

/** The room before it is open: when and where, how remarks are signed, what the hour will be. */
export function BeforeRoom() {
  const words = useWords();
  const time = useTime();
  const view = useView((view) => view);
  const canFacilitate = useCanFacilitate();
  const { campus, group, title, startsAt, minutes, place, attribution } = view;
  return (
    <div className={styles.before}>
      <div className={styles.page}>
        <section className={styles.what} aria-label={words("debriefs.before.label")}>
          <p className={styles.of}>
            <RoomMark of={view} isWhole />{" "}
            <span>{words(group === null ? "debriefs.before.debriefOf" : "debriefs.before.meets")}</span>
          </p>
          <h1>{title}</h1>
          <dl className={styles.facts}>
            <div>
              <dt>{words("debriefs.before.when")}</dt>
              <dd>
                <When at={startsAt} minutes={minutes} zone={campus?.timeZone} />
                <span className="soft"> · {time.fromToday(startsAt)}</span>
              </dd>
            </div>
            <div>
              <dt>{words("debriefs.before.where")}</dt>
              <dd>{place || words("debriefs.before.here")}</dd>
            </div>
            <div>
              <dt>{words("debriefs.before.names")}</dt>
              <dd>{words(`debriefs.attribution.${attribution}.text`)}</dd>
            </div>
          </dl>
          <p className={styles.wait}>
            {words(canFacilitate ? "debriefs.before.youOpen" : "debriefs.before.wait")}
          </p>
          <JoinHere />
          <PrivateLine place="people" />
          <PrivateLine place="stage" />
        </section>
        <section aria-label={words("debriefs.guide.label")} className={styles.guide}>
          <RoomGuide />
        </section>
      </div>
      <Facilitating />
    </div>
  );
}

import { type Attribution, attributions } from "#shared/debriefs/debriefs.contract";
import { useWords } from "../language/useWords";
import styles from "./ScheduleDebrief.module.css";

interface Props {
  attribution: Attribution;
  onChange: (attribution: Attribution) => void;
}

/** How what is said in a room will be signed. */
export function AttributionField({ attribution, onChange }: Props) {
  const words = useWords();
  return (
    <fieldset className={styles.names}>
      <legend>{words("debriefs.schedule.names")}</legend>
      {attributions.map((one) => (
        <label key={one} className={styles.choice}>
          <input
            type="radio"
            name="attribution"
            checked={attribution === one}
            onChange={() => onChange(one)}
          />
          <span>
            <strong>{words(`debriefs.attribution.${one}.name`)}</strong>
            <span className="small soft">{words(`debriefs.attribution.${one}.text`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

import { type Position, positions } from "#shared/forums/proposals.contract";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import styles from "./PositionFields.module.css";
import { positionSigns } from "./positions";

interface Props {
  position: Position | null;
  onChange: (position: Position | null) => void;
}

/** Which position a reply takes; none, where none is chosen. The words are the reason. */
export function PositionFields({ position, onChange }: Props) {
  const words = useWords();
  return (
    <fieldset className={styles.fields} aria-describedby="position-note">
      <legend className={styles.legend}>{words("forums.position.legend")}</legend>
      <div className={styles.choices}>
        {positions.map((one) => {
          const Sign = positionSigns[one];
          return (
            <label key={one} className={styles.choice} data-position={one}>
              <input type="radio" name="position" checked={one === position} onChange={() => onChange(one)} />
              <Sign size={15} strokeWidth={2.5} aria-hidden="true" />
              <span>{words(`forums.position.${one}`)}</span>
            </label>
          );
        })}
      </div>
      <div className={styles.foot}>
        <p id="position-note">
          {words(position === null ? "forums.position.blockNote" : `forums.position.means.${position}`)}
        </p>
        {position !== null && (
          <Button size="small" weight="quiet" onClick={() => onChange(null)}>
            {words("forums.position.none")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

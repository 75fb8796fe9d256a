import type { CampusView } from "#shared/campuses/campuses.contract";
import { useWords } from "../language/useWords";
import { CampusMark } from "../ui/CampusMark";
import { Notice } from "../ui/Notice";
import styles from "./CampusChoice.module.css";

/** A registration category: what of a program one sees who signs up. */
export interface Category {
  id: string;
  registrationCategory: string;
  /** May be empty while none is listed. */
  campuses: readonly CampusView[];
}

interface Props {
  categories: readonly Category[];
  programId: string;
  campusId: string;
  onChange: (choice: { programId?: string; campusId?: string }) => void;
}

/** First the registration category, then the institution. */
export function CampusChoice({ categories, programId, campusId, onChange }: Props) {
  const words = useWords();
  const program = categories.find(({ id }) => id === programId);
  return (
    <>
      <fieldset className={styles.choice}>
        <legend>{words("signUp.category")}</legend>
        {categories.map(({ id, registrationCategory }) => (
          <label key={id} className={styles.option}>
            <input
              type="radio"
              name="program"
              value={id}
              checked={id === programId}
              onChange={() => onChange({ programId: id, campusId: "" })}
            />
            <span>{registrationCategory}</span>
          </label>
        ))}
      </fieldset>
      {program && program.campuses.length === 0 && (
        <Notice>
          <p>{words("signUp.noInstitution")}</p>
        </Notice>
      )}
      {program && program.campuses.length > 0 && (
        <fieldset className={styles.choice}>
          <legend>{words("signUp.institution")}</legend>
          {program.campuses.map((campus) => (
            <label key={campus.id} className={styles.option}>
              <input
                type="radio"
                name="campus"
                value={campus.id}
                checked={campus.id === campusId}
                onChange={() => onChange({ campusId: campus.id })}
              />
              <span className={styles.campus}>
                {campus.name} <CampusMark campus={campus} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

import { useWords } from "../language/useWords";
import styles from "./Health.module.css";

/** Says what the figures are made of, and what is never counted. */
export function WhatIsCounted() {
  const words = useWords();
  return (
    <section className={styles.counted} aria-labelledby="counted">
      <h2 id="counted">{words("groups.health.counted")}</h2>
      <ul className={styles.points}>
        <li>{words("groups.health.countedVoices")}</li>
        <li>{words("groups.health.countedAnswers")}</li>
        <li>{words("groups.health.countedNewcomers")}</li>
      </ul>
      <h2>{words("groups.health.never")}</h2>
      <ul className={styles.points}>
        <li>{words("groups.health.neverPeople")}</li>
        <li>{words("groups.health.neverReading")}</li>
        <li>{words("groups.health.neverFew")}</li>
      </ul>
      <p className="small soft">{words("groups.health.seen")}</p>
    </section>
  );
}

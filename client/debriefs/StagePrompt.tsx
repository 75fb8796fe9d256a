import { Link } from "react-router";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { inLanguage, type LocalText } from "#shared/languages";
import { useMe } from "../accounts/accounts.queries";
import { useLanguage, useWords } from "../language/useWords";
import { GuideButton } from "./GuideSheet";
import styles from "./StagePrompt.module.css";
import { Timer } from "./Timer";
import { useView } from "./useDebriefRoom";

/** What everybody looks at: the prompt, its time, and who has the floor. */
export function StagePrompt() {
  const words = useWords();
  const language = useLanguage();
  const title = useView(({ conveningTitle }) => conveningTitle);
  const conveningId = useView(({ conveningId }) => conveningId);
  const prompt = useView(promptOf);
  const stage = useView(({ stage }) => stage);
  return (
    <header className={styles.prompt}>
      <div className={styles.top}>
        <Link className={styles.of} to={`/convenings/${conveningId}`}>
          {title}
        </Link>
        <GuideButton />
        {stage === "live" && <Timer />}
      </div>
      <h1 lang={prompt && prompt[language] === undefined ? "en" : undefined}>
        {prompt ? inLanguage(prompt, language) : words(`debriefs.stagePrompt.${stage}`)}
      </h1>
      <Floor />
    </header>
  );
}

/** The words of the current prompt, as they were written; null while the stage has none. */
export function promptOf({ stage, segments, position }: DebriefView): LocalText | null {
  return stage === "live" ? (segments[position.segment]?.prompt ?? null) : null;
}

function Floor() {
  const words = useWords();
  const me = useMe();
  const floor = useView(({ floor }) => floor);
  if (floor === null) return null;
  const isMine = floor.personId === me?.personId;
  return (
    <p className={styles.floor}>
      <span aria-hidden="true" className={styles.dot} />
      {isMine ? words("debriefs.floor.yours") : words("debriefs.floor.theirs", { name: floor.name })}
    </p>
  );
}

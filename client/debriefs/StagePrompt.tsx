import { Link } from "react-router";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { inLanguage, type Language } from "#shared/languages";
import { useMe } from "../accounts/accounts.queries";
import { useLanguage, useWords } from "../language/useWords";
import styles from "./StagePrompt.module.css";
import { Timer } from "./Timer";
import { useView } from "./useDebriefRoom";

/** What everybody looks at: the prompt, its time, and who has the floor. */
export function StagePrompt() {
  const words = useWords();
  const language = useLanguage();
  const title = useView(({ conveningTitle }) => conveningTitle);
  const conveningId = useView(({ conveningId }) => conveningId);
  const prompt = useView((view) => promptOf(view, language));
  const stage = useView(({ stage }) => stage);
  return (
    <header className={styles.prompt}>
      <div className={styles.top}>
        <Link className={styles.of} to={`/convenings/${conveningId}`}>
          {title}
        </Link>
        {stage === "live" && <Timer />}
      </div>
      <h1 lang={prompt?.language}>{prompt?.text ?? words(`debriefs.stagePrompt.${stage}`)}</h1>
      <Floor />
    </header>
  );
}

/** The current prompt, with the language in which it was written; null while the stage has none. */
export function promptOf(
  { stage, segments, position }: DebriefView,
  language: Language,
): { text: string; language: Language } | null {
  const segment = segments[position.segment];
  if (stage !== "live" || segment === undefined) return null;
  const { prompt } = segment;
  return { text: inLanguage(prompt, language), language: prompt[language] === undefined ? "en" : language };
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

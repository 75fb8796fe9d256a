import { type RefObject, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { inLanguage, type LocalText } from "#shared/languages";
import { useMe } from "../accounts/accounts.queries";
import { useLanguage, useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { GuideButton } from "./GuideSheet";
import styles from "./StagePrompt.module.css";
import { Timer } from "./Timer";
import { useBreathSentence } from "./useBreath";
import { useCanFacilitate, useView } from "./useDebriefRoom";
import { useDeed } from "./useDeed";

/** What everybody looks at: the prompt, its time, and who has the floor. */
export function StagePrompt() {
  const words = useWords();
  const language = useLanguage();
  const title = useView(({ title }) => title);
  const of = useView(pathOf);
  const prompt = useView(promptOf);
  const stage = useView(({ stage }) => stage);
  const breath = useBreathSentence();
  const written = prompt ? inLanguage(prompt, language) : words(`debriefs.stagePrompt.${stage}`);
  const isForeign = breath === null && prompt !== null && prompt[language] === undefined;
  return (
    <header className={styles.prompt} data-breath={breath === null ? undefined : ""}>
      <div className={styles.top}>
        <Link className={styles.of} to={of}>
          {title}
        </Link>
        <GuideButton />
        {stage === "live" && <Timer />}
      </div>
      <Words text={breath ?? written} language={isForeign ? "en" : undefined} />
      {breath !== null && <p className={styles.note}>{words("debriefs.breath.note")}</p>}
      <Floor />
    </header>
  );
}

/** On a phone the first lines of a long prompt, and the whole of it for the asking. */
function Words({ text, language }: { text: string; language: string | undefined }) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isWhole, setIsWhole] = useState(false);
  const isCut = useIsCut(heading, text);
  return (
    <>
      <h1 ref={heading} lang={language} data-whole={isWhole ? "" : undefined}>
        {text}
      </h1>
      {(isCut || isWhole) && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {words(isWhole ? "debriefs.prompt.less" : "debriefs.prompt.more")}
        </button>
      )}
    </>
  );
}

/** Whether lines are hidden from sight; those who listen hear all of them anyway. */
function useIsCut(heading: RefObject<HTMLElement | null>, text: string): boolean {
  const [isCut, setIsCut] = useState(false);
  useEffect(() => {
    const element = heading.current;
    if (element === null || text === "") return;
    const look = () => setIsCut(element.scrollHeight > element.clientHeight + 2);
    const resized = new ResizeObserver(look);
    resized.observe(element);
    look();
    return () => resized.disconnect();
  }, [heading, text]);
  return isCut;
}

/** The words of the current prompt, as they were written; null while the stage has none. */
export function promptOf({ stage, segments, position }: DebriefView): LocalText | null {
  return stage === "live" ? (segments[position.segment]?.prompt ?? null) : null;
}

/** Where it stands what the room is about. */
function pathOf({ group, conveningId }: DebriefView): string {
  return group === null ? `/convenings/${conveningId}` : `/groups/${group.id}`;
}

/** Who has the floor; that one and whoever facilitates end it. */
function Floor() {
  const words = useWords();
  const me = useMe();
  const floor = useView(({ floor }) => floor);
  const canFacilitate = useCanFacilitate();
  const { run, isBusy } = useDeed("freeFloor");
  if (floor === null) return null;
  const { personId, name } = floor;
  const isMine = personId === me?.personId;
  return (
    <div className={styles.floor}>
      <span aria-hidden="true" className={styles.dot} />
      <p>{isMine ? words("debriefs.floor.yours") : words("debriefs.floor.theirs", { name })}</p>
      {(isMine || canFacilitate) && (
        <Button size="small" isBusy={isBusy} onClick={() => void run({ personId })}>
          {words(isMine ? "debriefs.floor.finish" : "debriefs.floor.free")}
        </Button>
      )}
    </div>
  );
}

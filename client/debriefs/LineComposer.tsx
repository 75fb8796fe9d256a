import { type FormEvent, useId, useState } from "react";
import { lineWords } from "#shared/debriefs/lines.contract";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { saysIt } from "./Composer";
import styles from "./Lines.module.css";
import { useView } from "./useDebriefRoom";
import { useLineDraft } from "./useLineDraft";
import { useLinePosts } from "./useLinePosts";

interface Props {
  /** Whose line; null for one's own. */
  personId: string | null;
  /** The latest message that was before the writer. */
  upTo: number;
}

/** Where one writes on a line. Words are kept on the device with every stroke; Enter makes a new line. */
export function LineComposer({ personId, upTo }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const id = useId();
  const { draft, isKept, change, clear } = useLineDraft(personId);
  const { say } = useLinePosts(personId);
  const isClosed = useView(({ stage }) => stage === "closed");
  const [problem, setProblem] = useState<string | null>(null);

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const text = lineWords.safeParse(draft.words);
    if (!text.success) return setProblem(sentence(text.error.issues[0]?.message ?? ""));
    say(text.data, upTo);
    clear();
    setProblem(null);
  };
  if (isClosed) return <p className={styles.closed}>{words("debriefs.line.closed")}</p>;
  return (
    <form className={styles.composer} onSubmit={send} noValidate>
      <textarea
        className={styles.area}
        rows={2}
        aria-label={words("debriefs.line.text")}
        placeholder={words("debriefs.line.text")}
        aria-describedby={id}
        aria-invalid={problem === null ? undefined : true}
        value={draft.words}
        onChange={({ target }) => {
          change({ words: target.value });
          setProblem(null);
        }}
        onKeyDown={(event) => saysIt(event) && send()}
      />
      <div className={styles.foot}>
        <p id={id} className={styles.note}>
          {problem !== null && (
            <span role="alert" className={styles.problem}>
              {problem}
            </span>
          )}
          {!isKept && <span className={styles.problem}>{words("debriefs.composer.unkept")}</span>}
          <span className={styles.keys}>{words("debriefs.composer.keys")}</span>
        </p>
        <Button type="submit" weight="first">
          {words("debriefs.line.send")}
        </Button>
      </div>
    </form>
  );
}

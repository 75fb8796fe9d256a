import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { RichText } from "../richText/RichText";
import { Button } from "../ui/Button";
import styles from "./DraftState.module.css";
import type { KeptDraft, Safety } from "./useKeptDraft";

/** How safe the half-written words are, in a sentence that is true. */
export function DraftSafety({ safety }: { safety: Safety }) {
  const words = useWords();
  return (
    <span className={styles.safety} data-safety={safety}>
      {safety !== "nothing" && words(`forums.draft.${safety}`)}
    </span>
  );
}

/** Two devices have written on: both versions, and the choice between them. Nothing goes until it is made. */
export function DraftConflict({ draft: { draft, conflict, choose } }: { draft: KeptDraft }) {
  const words = useWords();
  const time = useTime();
  return (
    <div role="alert">
      {conflict !== null && (
        <section className={styles.conflict} aria-label={words("forums.draft.conflict")}>
          <p className={styles.title}>{words("forums.draft.conflict")}</p>
          <p className="small">{words("forums.draft.conflictText")}</p>
          <div className={styles.versions}>
            <Version heading={words("forums.draft.mine")} title={draft.title} body={draft.body} />
            <Version
              heading={words("forums.draft.theirs", { ago: time.ago(conflict.at) })}
              title={conflict.title}
              body={conflict.body}
            />
          </div>
          <div className={styles.ways}>
            <Button size="small" onClick={() => void choose("mine")}>
              {words("forums.draft.keepMine")}
            </Button>
            <Button size="small" onClick={() => void choose("theirs")}>
              {words("forums.draft.keepTheirs")}
            </Button>
            <Button size="small" onClick={() => void choose("both")}>
              {words("forums.draft.keepBoth")}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

interface VersionProps {
  heading: string;
  title: string;
  body: KeptDraft["draft"]["body"];
}

function Version({ heading, title, body }: VersionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={styles.version} tabIndex={0} aria-label={heading}>
      <p className={styles.heading}>{heading}</p>
      {title !== "" && <p className="voice">{title}</p>}
      {body !== null && <RichText document={body} under={3} />}
    </section>
  );
}

import { useIntl } from "react-intl";
import type { PersonMark } from "#shared/people/people.contract";
import { useWords } from "../language/useWords";
import styles from "./Contribution.module.css";
import { useView } from "./useDebriefRoom";

interface Props {
  author: PersonMark | null;
  at: number;
  isMine: boolean;
}

/** Who said it, as the room may know, and when by the room's clock. */
export function Signature({ author, at, isMine }: Props) {
  const words = useWords();
  const isUnnamedRoom = useView(({ attribution }) => attribution === "unnamed");
  return (
    <span className={styles.signature}>
      <strong>{author?.name ?? words("debriefs.unnamed.name")}</strong>{" "}
      {author?.unit && <>{author.unit} · </>}
      {author === null && !isUnnamedRoom && <>{words("debriefs.unnamed.byChoice")} · </>}
      <ClockTime at={at} />
      {isMine && <> · {words("debriefs.mine")}</>}
    </span>
  );
}

/** The time of day in the reader's zone. */
function ClockTime({ at }: { at: number }) {
  const intl = useIntl();
  return <time dateTime={new Date(at).toISOString()}>{intl.formatTime(at)}</time>;
}

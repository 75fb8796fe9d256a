import { useEffect, useRef } from "react";
import type { LineMessageView } from "#shared/debriefs/lines.contract";
import { useViewer } from "../accounts/accounts.queries";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import styles from "./Lines.module.css";
import { PendingState } from "./PendingRemarks";
import { withWords } from "./remarkDrafts";
import { useLineDraft } from "./useLineDraft";
import { useLinePosts } from "./useLinePosts";

interface Props {
  /** Whose line; null for one's own. */
  personId: string | null;
  messages: readonly LineMessageView[];
}

/** What was written on a line both ways, in its order, and what of one's own is still on this device. */
export function LineTalk({ personId, messages }: Props) {
  const words = useWords();
  const { pending, take } = useLinePosts(personId);
  const { draft, change } = useLineDraft(personId);
  const log = useRef<HTMLDivElement>(null);
  const known = new Set(messages.map(({ id }) => id));
  const unsent = pending.filter(({ deedId }) => !known.has(deedId));
  const count = messages.length + unsent.length;
  useEffect(() => {
    if (count > 0) log.current?.scrollIntoView({ block: "end" });
  }, [count]);
  return (
    <div ref={log} role="log" aria-label={words("debriefs.line.messages")}>
      {count === 0 && <p className="small faint">{words("debriefs.line.none")}</p>}
      <ol className={styles.talk}>
        {messages.map((message) => (
          <Message key={message.id} message={message} />
        ))}
        {unsent.map((post) => (
          <li key={post.deedId} className={styles.message} data-own="" data-pending={post.state}>
            <p className={styles.words}>{post.input.words}</p>
            <PendingState
              post={post}
              onEdit={() => {
                if (take(post.deedId)) change({ words: withWords(draft.words, post.input.words) });
              }}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Message({ message: { by, words: text, at } }: { message: LineMessageView }) {
  const words = useWords();
  const time = useTime();
  const isOwn = useViewer().personId === by.personId;
  return (
    <li className={styles.message} data-own={isOwn ? "" : undefined}>
      <p className={styles.by}>
        <strong>{isOwn ? words("debriefs.line.you") : by.name || words("debriefs.line.gone")}</strong>{" "}
        <time dateTime={new Date(at).toISOString()}>{time.clock(at)}</time>
      </p>
      <p className={styles.words}>{text}</p>
    </li>
  );
}

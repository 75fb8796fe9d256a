import type { ComponentProps, ReactNode } from "react";
import { Link } from "react-router";
import type { HeldView } from "#shared/forums/held.contract";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { RichText } from "../richText/RichText";
import { PositionLabel } from "./Deciding";
import styles from "./HeldCard.module.css";
import { PersonLine } from "./PersonLine";

interface Props {
  held: Pick<HeldView, "kind" | "threadId" | "threadTitle" | "author" | "at" | "body" | "position">;
  /** What its `li` is besides. */
  frame?: ComponentProps<"li">;
  /** What is to be known about it, and done. */
  children: ReactNode;
}

const replyPath = (postId: string) => `/posts/${postId}`;

/** Words that are looked at by themselves, with where they belong and whose they are. */
export function HeldCard({
  held: { kind, threadId, threadTitle, author, at, body, position },
  frame,
  children,
}: Props) {
  const words = useWords();
  const time = useTime();
  return (
    <li {...frame} className={styles.card}>
      <h3 className={styles.title}>
        <span className="small soft">{words(`forums.held.kind.${kind}`)} </span>
        {kind === "thread" ? threadTitle : <Link to={`/threads/${threadId}`}>{threadTitle}</Link>}
      </h3>
      <p className={styles.meta}>
        <PersonLine person={author} />
        <time dateTime={new Date(at).toISOString()}>{time.ago(at)}</time>
        {position && <PositionLabel position={position} isChanged={false} />}
      </p>
      {body === null ? (
        <p className="soft">{words("forums.held.noWords")}</p>
      ) : (
        <RichText document={body} under={3} replyPath={replyPath} className={styles.body} />
      )}
      {children}
    </li>
  );
}

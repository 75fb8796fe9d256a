import type { ReactNode } from "react";
import { Link } from "react-router";
import type { AttributeValue } from "#shared/richText/document";
import { Words } from "../language/Words";
import styles from "./RichText.module.css";

interface Props {
  attrs: Readonly<Record<string, AttributeValue>>;
  replyPath: ((replyId: string) => string) | undefined;
  children: ReactNode;
}

/** Somebody's words, and where that is known whose they are and where they stand. */
export function Quotation({ attrs: { author, replyId }, replyPath, children }: Props) {
  const name = author === undefined ? null : <bdi>{String(author)}</bdi>;
  const said = name && <Words id="richText.wrote" values={{ author: name }} />;
  return (
    <blockquote>
      {said && (
        <p className={styles.whose}>
          {replyPath && replyId !== undefined ? <Link to={replyPath(String(replyId))}>{said}</Link> : said}
        </p>
      )}
      {children}
    </blockquote>
  );
}

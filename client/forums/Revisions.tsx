import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import { RichText } from "../richText/RichText";
import { Dialog } from "../ui/Dialog";
import { ErrorState } from "../ui/ErrorState";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import styles from "./Post.module.css";
import listStyles from "./Revisions.module.css";
import { revisionsQuery } from "./threads.queries";

interface Props {
  postId: string;
  label: string;
}

/** Says that a post was written anew, and shows how it was before. */
export function Revisions({ postId, label }: Props) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.edited} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {label}
      </button>
      <Dialog
        title={words("forums.revisions.title")}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        size="large"
      >
        <RevisionList postId={postId} />
      </Dialog>
    </>
  );
}

function RevisionList({ postId }: { postId: string }) {
  const words = useWords();
  const time = useTime();
  const list = useInfiniteQuery(revisionsQuery(postId));
  if (list.data === undefined) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={4} />
    );
  }
  const revisions = list.data.pages.flatMap(({ items }) => items);
  if (revisions.length === 0) return <p className="soft">{words("forums.revisions.none")}</p>;
  return (
    <>
      <ol className={listStyles.list}>
        {revisions.map(({ at, body }) => (
          <li key={at}>
            <h3 className={listStyles.when}>
              {words("forums.revisions.until", { when: `${time.day(at)}, ${time.clock(at)}` })}
            </h3>
            <RichText document={body} under={3} />
          </li>
        ))}
      </ol>
      <ShowMore list={list} />
    </>
  );
}

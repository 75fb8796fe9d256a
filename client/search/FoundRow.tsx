import { Link } from "react-router";
import type { FoundPost } from "#shared/search/search.contract";
import { KindMark } from "../forums/KindMark";
import { PersonLine } from "../forums/PersonLine";
import { useTime } from "../language/time";
import { useWords } from "../language/useWords";
import styles from "./FoundRow.module.css";
import { MarkedLine } from "./MarkedLine";

interface Props {
  found: FoundPost;
  onTag: (tag: string) => void;
}

/** One thing that was found: where it stands, the line in which the words are, who said it and when. */
export function FoundRow({ found, onTag }: Props) {
  const words = useWords();
  const time = useTime();
  const { threadId, place, threadTitle, kind, author, at, tags } = found;
  return (
    <li className={styles.row}>
      <article>
        <h2 className={styles.title}>
          <Link to={`/threads/${threadId}/${place}`}>{threadTitle}</Link>
        </h2>
        {found.line.text !== "" && (
          <p className={styles.line}>
            <MarkedLine line={found.line} />
          </p>
        )}
        <p className={styles.meta}>
          <PersonLine person={author} />
          <time dateTime={new Date(at).toISOString()} title={`${time.day(at)}, ${time.clock(at)}`}>
            {time.ago(at)}
          </time>
          {place === 0 ? <KindMark kind={kind} /> : <span>{words("search.reply", { place })}</span>}
          <Link to={`/spaces/${found.spaceId}`}>{found.spaceTitle}</Link>
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className={styles.tag}
              aria-label={words("search.narrowToTag", { tag })}
              onClick={() => onTag(tag)}
            >
              {tag}
            </button>
          ))}
        </p>
      </article>
    </li>
  );
}

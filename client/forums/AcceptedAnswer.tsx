import { Link } from "react-router";
import { excerpt } from "#shared/richText/plainText";
import { useWords } from "../language/useWords";
import { PersonLine } from "./PersonLine";
import styles from "./Post.module.css";
import { useFolded } from "./useFolded";
import { useFoundPost } from "./useFoundPost";
import { useThreadView } from "./useThreadRoom";

/** Letters of the answer that stand beneath the question. */
const SHOWN = 280;

/** The answer that settled the question, beneath it, with the way to where it stands. */
export function AcceptedAnswer() {
  const words = useWords();
  const acceptedId = useThreadView(({ thread }) => thread.acceptedId);
  const isFolded = useFolded();
  const answer = useFoundPost(acceptedId);
  if (answer === undefined || answer.body === null) return null;
  return (
    <section className={styles.answer} aria-label={words("forums.accepted.label")}>
      <h2>
        {words("forums.accepted.label")} <PersonLine person={answer.author} />
      </h2>
      {!isFolded(answer.author.personId) && <p>{excerpt(answer.body, SHOWN)}</p>}
      <Link to={`/threads/${answer.threadId}/${answer.place}`} preventScrollReset className="small">
        {words("forums.accepted.go")}
      </Link>
    </section>
  );
}

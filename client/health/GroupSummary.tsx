import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { SummaryView } from "#shared/health/summary.contract";
import { useWords } from "../language/useWords";
import styles from "./GroupSummary.module.css";
import { summaryQuery } from "./health.queries";

/** What happened in a group in the last days, for everybody in it; nothing while that is not known. */
export function GroupSummary({ groupId }: { groupId: string }) {
  const { data: summary } = useQuery(summaryQuery(groupId));
  return summary === undefined ? null : <Summary summary={summary} />;
}

function Summary({ summary: { begun, replies, spoke, came, lively } }: { summary: SummaryView }) {
  const words = useWords();
  const isQuiet = begun === 0 && replies === 0;
  return (
    <section aria-labelledby="summary" className={styles.summary}>
      <h2 id="summary">{words("groups.summary")}</h2>
      <p>
        {isQuiet ? words("groups.summary.quiet") : words("groups.summary.said", { begun, replies })}
        {spoke !== null && <> {words("groups.summary.spoke", { spoke })}</>}
        {came !== null && <> {words("groups.summary.came", { came })}</>}
      </p>
      {lively.length > 0 && (
        <ul className={styles.list}>
          {lively.map(({ threadId, title, posts }) => (
            <li key={threadId}>
              <Link to={`/threads/${threadId}`}>{title}</Link>{" "}
              <span className="small soft">{words("groups.summary.posts", { posts })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

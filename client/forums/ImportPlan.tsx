import type { ImportView } from "#shared/forums/imports.contract";
import { useTime } from "../language/time";
import { useSentence } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import styles from "./MovingPage.module.css";

interface Props {
  view: ImportView;
}

/** What bringing the file in would do; or everything that is wrong with it, row by row. */
export function ImportPlan({ view }: Props) {
  const words = useWords();
  const sentence = useSentence();
  const { plan, problems, problemCount } = view;
  if (problemCount === 0) return plan && <Counts plan={plan} />;
  return (
    <>
      <ol className={styles.problems} aria-label={words("forums.import.problems")}>
        {problems.map(({ row, field, message }) => (
          <li key={`${row} ${field} ${message}`}>
            <span className="num">{words("forums.import.row", { row })}</span>
            <p>
              {sentence(message)} {field !== "" && <small>({field})</small>}
            </p>
          </li>
        ))}
      </ol>
      {problemCount > problems.length && (
        <p className="soft">
          {words("forums.import.moreProblems", { count: problemCount - problems.length })}
        </p>
      )}
    </>
  );
}

function Counts({ plan }: { plan: NonNullable<ImportView["plan"]> }) {
  const words = useWords();
  const time = useTime();
  const { threads, posts, known, authorsHere, authorsAway, categories, from, to } = plan;
  const rows = [
    [threads, words("forums.import.threads", { count: threads })],
    [posts, words("forums.import.posts", { count: posts })],
    ...(known > 0 ? [[known, words("forums.import.known", { count: known })] as const] : []),
    [authorsHere, words("forums.import.authorsHere", { count: authorsHere })],
    [authorsAway, words("forums.import.authorsAway", { count: authorsAway })],
  ] as const;
  return (
    <>
      <dl className={styles.plan}>
        {rows.map(([count, label]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{count}</dd>
          </div>
        ))}
      </dl>
      {from !== null && to !== null && (
        <p className="soft">{words("forums.import.span", { from: time.day(from), to: time.day(to) })}</p>
      )}
      {categories.length > 0 && (
        <p>
          {words("forums.import.categories", { count: categories.length, titles: categories.join(" · ") })}
        </p>
      )}
      <p className="soft">{words("forums.import.promise")}</p>
    </>
  );
}

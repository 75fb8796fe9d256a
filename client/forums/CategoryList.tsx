import { Link, useSearchParams } from "react-router";
import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import { useWords } from "../language/useWords";
import styles from "./CategoryList.module.css";

interface Props {
  space: SpaceView;
  chosenId: string | undefined;
}

/** The categories of a space as a quiet list of places to look; archived ones stand last. */
export function CategoryList({ space, chosenId }: Props) {
  const words = useWords();
  const [params] = useSearchParams();
  const to = (categoryId: string | null) => {
    const next = new URLSearchParams(params);
    if (categoryId === null) next.delete("category");
    else next.set("category", categoryId);
    return `/spaces/${space.id}${next.size > 0 ? `?${next}` : ""}`;
  };
  const row = ({ id, title, threadCount, year }: CategoryView) => (
    <li key={id}>
      <Link to={to(id)} preventScrollReset aria-current={id === chosenId ? "true" : undefined}>
        <span>
          {title}
          {year !== null && <span className={styles.year}> {year}</span>}
        </span>
        <span className={styles.count}>{threadCount}</span>
      </Link>
    </li>
  );
  const archived = space.categories.filter(({ isArchived }) => isArchived);
  return (
    <nav aria-label={words("forums.categories")} className={styles.categories}>
      <ul>
        <li>
          <Link to={to(null)} preventScrollReset aria-current={chosenId === undefined ? "true" : undefined}>
            <span>{words("forums.category.all")}</span>
          </Link>
        </li>
        {space.categories.filter(({ isArchived }) => !isArchived).map(row)}
      </ul>
      {archived.length > 0 && (
        <details className={styles.archived} open={archived.some(({ id }) => id === chosenId)}>
          <summary>{words("forums.category.archivedOnes", { count: archived.length })}</summary>
          <ul>{archived.map(row)}</ul>
        </details>
      )}
    </nav>
  );
}

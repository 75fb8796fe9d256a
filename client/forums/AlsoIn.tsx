import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { canStartThread } from "#shared/forums/spaces.policy";
import { useViewer } from "../accounts/accounts.queries";
import { useWords } from "../language/useWords";
import { Select } from "../ui/Field";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import formStyles from "./forms.module.css";
import { spaceQuery, spacesQuery } from "./forums.queries";
import styles from "./NewThreadForm.module.css";
import { idsIn } from "./newThread";
import { toCategorySubject } from "./subjects";

interface Props {
  /** The thread's home, which is not offered again. */
  spaceId: string;
  /** Ids of categories, parted by blanks. */
  chosen: string;
  error: string | undefined;
  onChange: (chosen: string) => void;
}

/** Lets a thread stand in other spaces too: in one category of each, where one may start threads. */
export function AlsoIn(props: Props) {
  const words = useWords();
  const count = idsIn(props.chosen).length;
  const [isOpen, setIsOpen] = useState(count > 0);
  return (
    <details
      open={isOpen || props.error !== undefined}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className={styles.also}>{words("forums.field.alsoIn", { count })}</summary>
      {/* The other spaces are asked for when somebody wants to see them. */}
      {isOpen && <Spaces {...props} />}
    </details>
  );
}

function Spaces({ spaceId, chosen, error, onChange }: Props) {
  const words = useWords();
  const viewer = useViewer();
  const list = useInfiniteQuery(spacesQuery);
  const others = (list.data?.pages.flatMap(({ items }) => items) ?? []).filter(({ id }) => id !== spaceId);
  const asked = useQueries({ queries: others.map(({ id }) => spaceQuery(id)) });
  const ids = idsIn(chosen);
  const offered = asked
    .flatMap(({ data }) => data ?? [])
    .map((space) => ({
      space,
      categories: space.categories.filter((one) => canStartThread(viewer, toCategorySubject(space, one))),
    }))
    .filter(({ categories }) => categories.length > 0);
  const choose = (of: readonly { id: string }[], categoryId: string) => {
    const rest = ids.filter((id) => !of.some((one) => one.id === id));
    onChange([...rest, ...(categoryId === "" ? [] : [categoryId])].join(" "));
  };
  const isLoading = list.isPending || asked.some(({ isPending }) => isPending);
  return (
    <div className={formStyles.form}>
      <p className="small soft">{words("forums.field.alsoInHint")}</p>
      {error && (
        <p role="alert" className={styles.problem}>
          {error}
        </p>
      )}
      {offered.map(({ space, categories }) => (
        <Select
          key={space.id}
          label={space.title}
          value={categories.find(({ id }) => ids.includes(id))?.id ?? ""}
          onChange={({ target }) => choose(categories, target.value)}
        >
          <option value="">{words("forums.field.notThere")}</option>
          {categories.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      ))}
      {isLoading && <Skeleton />}
      {!isLoading && offered.length === 0 && <p className="soft">{words("forums.field.nowhereElse")}</p>}
      <ShowMore list={list} size="small" />
    </div>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { isRefusal } from "../http/ApiError";
import { useWords } from "../language/useWords";
import { Button } from "../ui/Button";
import { Chips } from "../ui/Chips";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import styles from "./FoundList.module.css";
import { FoundRow } from "./FoundRow";
import { useNamesStore } from "./namesStore";
import type { FiltersProps } from "./SearchFilters";
import { foundPostsQuery, type PostsAsked } from "./search.queries";
import { countFilters, unfiltered } from "./useSearch";

interface Props extends FiltersProps {
  asked: PostsAsked;
}

/** What was found, by how well it fits or the newest first. */
export function FoundList({ asked, search, onChange }: Props) {
  const words = useWords();
  const list = useInfiniteQuery(foundPostsQuery(asked));
  // In a space that one may not read nothing is found.
  const isNowhere = isRefusal(list.error, "notFound");
  const found = isNowhere ? [] : list.data?.pages.flatMap(({ items }) => items);
  const author = found?.find(({ author }) => author.personId === search.person)?.author;
  useEffect(() => {
    if (author) useNamesStore.getState().note(author.personId, author.name);
  }, [author]);
  return (
    <section aria-label={words("search.results")}>
      <div className={styles.head}>
        <p role="status" className="small soft">
          {found && words(list.hasNextPage ? "search.countMore" : "search.count", { count: found.length })}
        </p>
        <Chips
          label={words("search.order")}
          value={search.order ?? "relevance"}
          onChange={(order) => onChange({ order: order === "newest" ? order : undefined })}
          options={[
            { value: "relevance", label: words("search.byRelevance") },
            { value: "newest", label: words("search.byNewest") },
          ]}
        />
      </div>
      {found === undefined && !list.error && <Skeleton lines={6} />}
      {found === undefined && list.error && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      )}
      {found?.length === 0 && (
        <EmptyState
          title={words("search.nothing", { q: search.q })}
          action={
            countFilters(search) > 0 && (
              <Button onClick={() => onChange(unfiltered)}>{words("search.clear")}</Button>
            )
          }
        >
          {words(countFilters(search) > 0 ? "search.nothingFiltered" : "search.nothingText")}
        </EmptyState>
      )}
      {found !== undefined && found.length > 0 && (
        <>
          <ol className={styles.list}>
            {found.map((one) => (
              <FoundRow key={one.postId} found={one} onTag={(tag) => onChange({ tag })} />
            ))}
          </ol>
          <p className={styles.end}>
            {list.hasNextPage ? (
              <ShowMore list={list} />
            ) : (
              <span className="small faint">
                {words(found.length > MANY && !search.order ? "search.endOfBest" : "search.end")}
              </span>
            )}
          </p>
          {list.isFetchNextPageError && (
            <ErrorState error={list.error} onRetry={() => void list.fetchNextPage()} />
          )}
        </>
      )}
    </section>
  );
}

/** Of what fits well the server ranks so many in each circle of spaces, not all. */
const MANY = 90;

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useNavigationType } from "react-router";
import type { SpaceView } from "#shared/forums/spaces.contract";
import { useWords } from "../language/useWords";
import { serverNow } from "../live/clock";
import { Button, ButtonLink } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { ShowMore } from "../ui/ShowMore";
import { Skeleton } from "../ui/Skeleton";
import { type ThreadFilter, threadsQuery } from "./forums.queries";
import styles from "./ThreadList.module.css";
import { ThreadRow } from "./ThreadRow";
import rowStyles from "./ThreadRow.module.css";

interface Props {
  space: SpaceView;
  filter: ThreadFilter;
  /** Where one starts a thread, or null where one may not. */
  start: string | null;
}

/** The threads of a space, pinned ones first. It keeps its order until somebody asks for what is new. */
export function ThreadList({ space, filter, start }: Props) {
  const words = useWords();
  // Whoever comes back finds the list as they left it; whoever comes anew sees it as it is now.
  const isBack = useNavigationType() === "POP";
  const list = useInfiniteQuery({
    ...threadsQuery(space.id, filter),
    refetchOnMount: isBack ? true : "always",
  });
  const { categoryId } = filter;
  const isInCategory = categoryId !== undefined;
  if (list.data === undefined) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={6} />
    );
  }
  const pinned = list.data.pages[0]?.pinned ?? [];
  const threads = list.data.pages.flatMap(({ items }) => items);
  const lastAt = isInCategory
    ? (space.categories.find(({ id }) => id === categoryId)?.lastAt ?? null)
    : space.lastAt;
  const isFiltered = filter.kind !== undefined || filter.tag !== undefined;
  if (pinned.length + threads.length === 0) {
    return (
      <EmptyState
        title={words(isFiltered ? "forums.list.noMatch" : "forums.list.none")}
        action={
          !isFiltered && start !== null && <ButtonLink to={start}>{words("forums.start.do")}</ButtonLink>
        }
      >
        {words(isFiltered ? "forums.list.noMatchText" : "forums.list.noneText")}
      </EmptyState>
    );
  }
  return (
    <div>
      <HasNews
        isKnown={lastAt === null || lastAt <= list.dataUpdatedAt + (serverNow() - Date.now())}
        isBusy={list.isRefetching && !list.isFetchingNextPage}
        onShow={() => void list.refetch()}
      />
      <ul className={rowStyles.list}>
        {[...pinned, ...threads].map((thread) => (
          // The category's own heading stands above them, or none does.
          <ThreadRow
            key={thread.id}
            thread={thread}
            isInCategory={isInCategory}
            level={isInCategory ? 3 : 2}
          />
        ))}
      </ul>
      <p className={styles.end}>
        {list.hasNextPage ? (
          <ShowMore list={list} />
        ) : (
          <span className="small faint">
            {words("forums.list.end", { count: pinned.length + threads.length })}
          </span>
        )}
      </p>
      {list.isFetchNextPageError && (
        <ErrorState error={list.error} onRetry={() => void list.fetchNextPage()} />
      )}
    </div>
  );
}

interface NewsProps {
  isKnown: boolean;
  isBusy: boolean;
  onShow: () => void;
}

/** Says that the list is behind, and lets its reader decide when it moves. Its place is there before it speaks. */
function HasNews({ isKnown, isBusy, onShow }: NewsProps) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    // The button goes with what it did; the focus stays where the list begins.
    if (wasBusy.current && !isBusy && document.activeElement === document.body) {
      place.current?.nextElementSibling?.querySelector<HTMLElement>("a")?.focus();
    }
    wasBusy.current = isBusy;
  }, [isBusy]);
  return (
    <div ref={place} role="status" className={styles.news}>
      {!isKnown && (
        <Button size="small" isBusy={isBusy} onClick={onShow}>
          {words("forums.list.news")}
        </Button>
      )}
    </div>
  );
}

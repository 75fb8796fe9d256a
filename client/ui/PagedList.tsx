import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "./ErrorState";
import { ShowMore } from "./ShowMore";
import { Skeleton } from "./Skeleton";

interface Props<Item> {
  /** A list that comes in pages. */
  list: UseInfiniteQueryResult<{ pages: { items: Item[] }[] }>;
  className?: string | undefined;
  /** What stands there where the list holds nothing. */
  none: ReactNode;
  /** One item, as an `li` with its key. */
  children: (item: Item) => ReactNode;
}

/** A list while it comes, where it failed, where it is empty, and with the way to its next page. */
export function PagedList<Item>({ list, className, none, children }: Props<Item>) {
  if (!list.data) {
    return list.error ? (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton lines={4} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return none;
  return (
    <>
      <ul className={className}>{items.map(children)}</ul>
      <ShowMore list={list} />
    </>
  );
}

import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { isReadByNoMore, placeIn } from "#shared/forums/readers.policy";
import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import { canStartThread } from "#shared/forums/spaces.policy";
import { spaceQuery, spacesQuery } from "./forums.queries";
import { toCategorySubject } from "./subjects";
import { useThreadSubject, useThreadView } from "./useThreadRoom";

/** A space with those of its categories in which something of the open thread may stand. */
export interface Standing {
  space: SpaceView;
  categories: CategoryView[];
}

/** Where one may start a thread, and no more people read than read this one: both the server asks as well. */
export function useStandings(): { standings: Standing[]; isPending: boolean } {
  const { viewer, subject } = useThreadSubject();
  const isAlone = useThreadView(
    ({ thread }) => thread.posts === 1 && thread.author.personId === viewer.personId,
  );
  const list = useInfiniteQuery(spacesQuery);
  const spaces = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const asked = useQueries({ queries: spaces.map(({ id }) => spaceQuery(id)) });
  const standings = asked.flatMap(({ data: space }) => {
    if (space === undefined) return [];
    const categories = space.categories.filter((one) => {
      const category = toCategorySubject(space, one);
      const isNoMore = isAlone || isReadByNoMore([placeIn(category)], subject.placements);
      return canStartThread(viewer, category) && isNoMore;
    });
    return categories.length > 0 ? [{ space, categories }] : [];
  });
  return { standings, isPending: list.isPending || asked.some(({ isPending }) => isPending) };
}

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { conveningEndpoints } from "#shared/convenings/convenings.contract";
import { call } from "../http/call";

/** The convenings of the viewer's programs, page after page. */
export const conveningsQuery = infiniteQueryOptions({
  queryKey: ["convenings", "list"],
  queryFn: ({ pageParam, signal }) =>
    call(conveningEndpoints.list, { input: pageParam ? { after: pageParam } : {}, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** One convening with the guide of its debriefs. */
export function conveningQuery(conveningId: string) {
  return queryOptions({
    queryKey: ["convenings", "show", conveningId],
    queryFn: ({ signal }) => call(conveningEndpoints.show, { params: { conveningId }, signal }),
  });
}

import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { appealEndpoints } from "#shared/care/appeals.contract";
import type { InputOf } from "#shared/http/endpoint";
import { call } from "../http/call";
import { doPatiently } from "../live/deed";

/** What was decided about oneself, the latest first, with what one has asked about it. */
export const decisionsQuery = infiniteQueryOptions({
  queryKey: ["care", "decisions"],
  queryFn: ({ signal, pageParam }) =>
    call(appealEndpoints.listDecisions, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** On whose desk appeals lie: a space's, a debrief room's, or with `higher` those above that the viewer keeps. */
export type AppealsOf = { spaceId: string } | { debriefId: string } | "higher";

/** The open appeals on a desk, the oldest first. */
export const appealsQuery = (of: AppealsOf) =>
  infiniteQueryOptions({
    queryKey: ["care", "appeals", of],
    queryFn: ({ signal, pageParam }) => {
      const input = { after: pageParam ?? undefined };
      if (of === "higher") return call(appealEndpoints.listHigher, { signal, input });
      return "spaceId" in of
        ? call(appealEndpoints.list, { signal, params: of, input })
        : call(appealEndpoints.listOfRoom, { signal, params: of, input });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

/** Asks somebody else to look at a decision. Where it holds no more by now, the list shows that. */
export function useAppeal(entryId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<typeof appealEndpoints.appeal>) =>
      doPatiently(appealEndpoints.appeal, { params: { entryId }, input }),
    onSettled: () => client.invalidateQueries({ queryKey: decisionsQuery.queryKey }),
  });
}

/** Decides about an appeal. Where somebody else was quicker the list is asked for anew, too; and so is the log. */
export function useDecide(appealId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<typeof appealEndpoints.decide>) =>
      doPatiently(appealEndpoints.decide, { params: { appealId }, input }),
    onSettled: () => client.invalidateQueries({ queryKey: ["care"] }),
  });
}

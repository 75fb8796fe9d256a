import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Reaction } from "#shared/debriefs/debriefs.contract";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import type { OwnHeldView } from "#shared/debriefs/heldRemarks.contract";
import type { ReplyOf } from "#shared/http/endpoint";
import { call } from "../http/call";

/** The viewer's own rooms, latest first. Asked again while one may have opened. */
export const ownDebriefsQuery = infiniteQueryOptions({
  queryKey: ["debriefs", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(debriefEndpoints.list, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  refetchInterval: 30_000,
});

/** The debriefs of a convening, one for each campus that has scheduled it. */
export const debriefsOfQuery = (conveningId: string) =>
  infiniteQueryOptions({
    queryKey: ["debriefs", "of", conveningId],
    queryFn: ({ signal, pageParam }) =>
      call(debriefEndpoints.list, { signal, input: { conveningId, after: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

/** One debrief as a list shows it, without its content. */
export const summaryQuery = (debriefId: string) =>
  queryOptions({
    queryKey: ["debriefs", "summary", debriefId],
    queryFn: ({ signal }) => call(debriefEndpoints.summary, { signal, params: { debriefId } }),
  });

type Mine = ReplyOf<typeof debriefEndpoints.mine>;

/** What in a room is the viewer's own. Joining asks anew; what is done on this page is entered at once. */
export const mineQuery = (debriefId: string) =>
  queryOptions({
    queryKey: ["debriefs", "mine", debriefId],
    queryFn: ({ signal }) => call(debriefEndpoints.mine, { signal, params: { debriefId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Enters a remark as the viewer's own. */
export function noteOwnContribution(client: QueryClient, debriefId: string, contributionId: string): void {
  changeMine(client, debriefId, (mine) => ({
    ...mine,
    contributionIds: [...mine.contributionIds.filter((id) => id !== contributionId), contributionId],
  }));
}

/** Enters a remark of the viewer's that waits for a facilitator. */
export function noteOwnHeld(client: QueryClient, debriefId: string, held: OwnHeldView): void {
  changeMine(client, debriefId, (mine) => ({
    ...mine,
    held: [...mine.held.filter(({ id }) => id !== held.id), held],
  }));
}

/** Enters a reaction of the viewer's, or takes it out. */
export function noteOwnReaction(
  client: QueryClient,
  debriefId: string,
  own: { contributionId: string; reaction: Reaction },
  isOn: boolean,
): void {
  changeMine(client, debriefId, (mine) => {
    const others = mine.reactions.filter(
      ({ contributionId, reaction }) => contributionId !== own.contributionId || reaction !== own.reaction,
    );
    return { ...mine, reactions: isOn ? [...others, own] : others };
  });
}

function changeMine(client: QueryClient, debriefId: string, change: (mine: Mine) => Mine): void {
  client.setQueryData(mineQuery(debriefId).queryKey, (mine) =>
    change(mine ?? { contributionIds: [], reactions: [], held: [], pause: null }),
  );
}

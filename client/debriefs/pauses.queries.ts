import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { PausesView } from "#shared/debriefs/pauses.contract";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import type { InputOf } from "#shared/http/endpoint";
import { call } from "../http/call";
import { serverNow } from "../live/clock";
import { doPatiently } from "../live/deed";
import { useView } from "./useDebriefRoom";

/** Who is paused in a room. The room's own channel for its facilitators says when to ask anew; an end by itself is foreseen. */
export const pausesQuery = (debriefId: string) =>
  queryOptions({
    queryKey: ["debriefs", "pauses", debriefId],
    queryFn: ({ signal }) => call(pauseEndpoints.list, { signal, params: { debriefId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => untilNextEnd(state.data),
  });

/** Pauses people in the room of the page, and ends that. */
export function usePausing() {
  const client = useQueryClient();
  const debriefId = useView(({ id }) => id);
  const onSettled = () => client.invalidateQueries({ queryKey: pausesQuery(debriefId).queryKey });
  const pause = useMutation({
    mutationFn: ({ personId, ...input }: { personId: string } & InputOf<typeof pauseEndpoints.pause>) =>
      doPatiently(pauseEndpoints.pause, { params: { debriefId, personId }, input }),
    onSettled,
  });
  const end = useMutation({
    mutationFn: (personId: string) => doPatiently(pauseEndpoints.end, { params: { debriefId, personId } }),
    onSettled,
  });
  return { pause, end };
}

/** In milliseconds; false where none ends by itself. */
function untilNextEnd(pauses: PausesView | undefined): number | false {
  const ends = pauses?.items.flatMap(({ until }) => until ?? []) ?? [];
  return ends.length > 0 && Math.max(Math.min(...ends) - serverNow(), 0) + LATE;
}

/** A little after it has ended, so that it is not found running still. */
const LATE = 300;

import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { heldEndpoints } from "#shared/forums/moderation.endpoints";
import { newId } from "#shared/ids";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { showToast } from "../ui/toastStore";

/** What waits for the moderators of a space, the oldest first. Asked again while it is looked at. */
export const heldQuery = (spaceId: string) =>
  infiniteQueryOptions({
    queryKey: ["forums", "held", spaceId],
    queryFn: ({ signal, pageParam }) =>
      call(heldEndpoints.list, { signal, params: { spaceId }, input: { after: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

/** One's own, whatever became of it, the newest first. */
export const ownHeldQuery = infiniteQueryOptions({
  queryKey: ["forums", "held", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(heldEndpoints.listOwn, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** What is done with what waits. Where somebody else was quicker it is said, and the lists are asked for anew. */
export function useHeldDeeds() {
  const client = useQueryClient();
  const refusal = useRefusal();
  const ends = {
    onError: (error: unknown) => showToast(refusal(error), { tone: "wrong" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["forums", "held"] }),
  };
  return {
    release: useMutation({
      mutationFn: (heldId: string) =>
        call(heldEndpoints.release, { params: { heldId }, input: { deedId: newId() } }),
      ...ends,
    }),
    refuse: useMutation({
      mutationFn: ({ heldId, reason }: { heldId: string; reason: string }) =>
        call(heldEndpoints.refuse, { params: { heldId }, input: { deedId: newId(), reason } }),
      ...ends,
    }),
    takeBack: useMutation({
      mutationFn: (heldId: string) =>
        call(heldEndpoints.takeBack, { params: { heldId }, input: { deedId: newId() } }),
      ...ends,
    }),
  };
}

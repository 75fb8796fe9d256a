import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { heldEndpoints } from "#shared/forums/moderation.endpoints";
import { newId } from "#shared/ids";
import { isRefusal } from "../http/ApiError";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { showToast } from "../ui/toastStore";
import type { GivenReason } from "./ReasonDialog";

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
  const onError = useDeedRefusal();
  const ends = {
    onError,
    onSettled: () => client.invalidateQueries({ queryKey: ["forums", "held"] }),
  };
  return {
    release: useMutation({
      mutationFn: (heldId: string) =>
        call(heldEndpoints.release, { params: { heldId }, input: { deedId: newId() } }),
      ...ends,
    }),
    refuse: useMutation({
      mutationFn: ({ heldId, ...why }: { heldId: string } & GivenReason) =>
        call(heldEndpoints.refuse, { params: { heldId }, input: { deedId: newId(), ...why } }),
      ...ends,
    }),
    takeBack: useMutation({
      mutationFn: (heldId: string) =>
        call(heldEndpoints.takeBack, { params: { heldId }, input: { deedId: newId() } }),
      ...ends,
    }),
  };
}

/**
 * Says why something with a reason was refused. Where the reason names a norm that was changed meanwhile, the group is asked
 * for anew, so that the norms of today can be chosen from.
 */
export function useDeedRefusal(): (error: unknown) => void {
  const words = useWords();
  const refusal = useRefusal();
  const client = useQueryClient();
  return useCallback(
    (error) => {
      const isGone = isRefusal(error, "normsChanged");
      if (isGone) void client.invalidateQueries({ queryKey: ["groups", "group"] });
      showToast(isGone ? words("forums.norm.gone") : refusal(error), { tone: "wrong" });
    },
    [words, refusal, client],
  );
}

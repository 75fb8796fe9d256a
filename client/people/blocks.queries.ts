import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { blockEndpoints } from "#shared/people/blocks.contract";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { showToast } from "../ui/toastStore";

/** Whom one has blocked, the latest first. */
export const blocksQuery = infiniteQueryOptions({
  queryKey: ["people", "blocks"],
  queryFn: ({ signal, pageParam }) =>
    call(blockEndpoints.list, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Blocks somebody, or no longer. What is read differently by that is asked for anew, as on one's other devices. */
export function useBlock({ personId, name }: { personId: string; name: string }) {
  const client = useQueryClient();
  const refusal = useRefusal();
  const words = useWords();
  return useMutation({
    mutationFn: (isOn: boolean) => call(blockEndpoints.block, { params: { personId }, input: { isOn } }),
    onSuccess: (_reply, isOn) => showToast(words(isOn ? "blocks.done" : "blocks.undone", { name })),
    onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    onSettled: () =>
      Promise.all([["people"], ["forums"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

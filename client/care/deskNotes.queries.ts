import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { deskNoteEndpoints } from "#shared/care/deskNotes.contract";
import type { InputOf } from "#shared/http/endpoint";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { doPatiently } from "../live/deed";
import { showToast } from "../ui/toastStore";

/** What those on whose desk a report or an appeal lies have noted about it, the oldest first. */
export const deskNotesQuery = (matterId: string) =>
  infiniteQueryOptions({
    queryKey: ["care", "notes", matterId],
    queryFn: ({ signal, pageParam }) =>
      call(deskNoteEndpoints.list, {
        signal,
        params: { matterId },
        input: { after: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Leaves a note for the others. */
export function useLeaveNote(matterId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<typeof deskNoteEndpoints.leave>) =>
      doPatiently(deskNoteEndpoints.leave, { params: { matterId }, input }),
    onSuccess: () => client.invalidateQueries({ queryKey: deskNotesQuery(matterId).queryKey }),
  });
}

/** Takes a note of one's own back. */
export function useTakeBackNote(matterId: string) {
  const client = useQueryClient();
  const refusal = useRefusal();
  return useMutation({
    mutationFn: (noteId: string) =>
      doPatiently(deskNoteEndpoints.takeBack, { params: { noteId }, input: {} }),
    onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    onSettled: () => client.invalidateQueries({ queryKey: deskNotesQuery(matterId).queryKey }),
  });
}

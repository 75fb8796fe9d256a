import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { appealEndpoints } from "#shared/care/appeals.contract";
import { type ReportOutcome, type ReportReason, reportEndpoints } from "#shared/care/care.contract";
import { newId } from "#shared/ids";
import { call } from "../http/call";
import { useRefusal } from "../language/useRefusal";
import { useWords } from "../language/useWords";
import { showToast } from "../ui/toastStore";

/** The open reports of a space, or with null those that went past a space's moderators; the oldest first. */
export const reportsQuery = (spaceId: string | null) =>
  infiniteQueryOptions({
    queryKey: ["care", "reports", spaceId],
    queryFn: ({ signal, pageParam }) => {
      const input = { after: pageParam ?? undefined };
      return spaceId === null
        ? call(reportEndpoints.listHigher, { signal, input })
        : call(reportEndpoints.list, { signal, params: { spaceId }, input });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

/** What one has reported, the newest first. */
export const ownReportsQuery = infiniteQueryOptions({
  queryKey: ["care", "reports", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(reportEndpoints.listOwn, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Reports a post. */
export function useReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ postId, ...said }: { postId: string; reason: ReportReason; note: string }) =>
      call(reportEndpoints.report, { params: { postId }, input: { reportId: newId(), ...said } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ownReportsQuery.queryKey }),
  });
}

/** What can be handed to those above. */
export type HandedKind = "report" | "appeal";

/** Hands something up. Where somebody else was quicker it is said, and the list is asked for anew. */
export function useHandUp(kind: HandedKind, id: string) {
  const client = useQueryClient();
  const refusal = useRefusal();
  const words = useWords();
  return useMutation({
    mutationFn: async (reason: string) => {
      const input = { deedId: newId(), reason };
      if (kind === "report") await call(reportEndpoints.handUp, { params: { reportId: id }, input });
      else await call(appealEndpoints.handUp, { params: { appealId: id }, input });
    },
    onSuccess: () => showToast(words("care.handUp.done")),
    onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["care"] }),
  });
}

/** Settles a report. Where somebody else was quicker it is said, and the list is asked for anew. */
export function useSettle() {
  const client = useQueryClient();
  const refusal = useRefusal();
  return useMutation({
    mutationFn: ({ reportId, outcome }: { reportId: string; outcome: ReportOutcome }) =>
      call(reportEndpoints.settle, { params: { reportId }, input: { deedId: newId(), outcome } }),
    onError: (error) => showToast(refusal(error), { tone: "wrong" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["care", "reports"] }),
  });
}

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { fileEndpoints } from "#shared/files/files.contract";
import { call } from "../http/call";

/** The viewer's own files, the latest first. */
export const filesQuery = infiniteQueryOptions({
  queryKey: ["files", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(fileEndpoints.list, { signal, input: pageParam === null ? {} : { after: pageParam } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** How much room they have. */
export const allowanceQuery = queryOptions({
  queryKey: ["files", "allowance"],
  queryFn: ({ signal }) => call(fileEndpoints.allowance, { signal }),
});

/** Lets go of one that stands nowhere. */
export function useRemoveFile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fileId: string) => call(fileEndpoints.remove, { params: { fileId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["files"] }),
  });
}

import { queryOptions } from "@tanstack/react-query";
import { programEndpoints } from "#shared/programs/programs.contract";
import { call } from "../http/call";

/** The alliances and academies with their campuses. */
export const programsQuery = queryOptions({
  queryKey: ["programs", "list"],
  queryFn: ({ signal }) => call(programEndpoints.list, { signal }),
  staleTime: 10 * 60_000,
});

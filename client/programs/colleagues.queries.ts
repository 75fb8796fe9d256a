import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { colleagueEndpoints } from "#shared/programs/colleagues.contract";
import { call } from "../http/call";

/** The first colleagues of whose names words begin as written. */
export const colleaguesQuery = (name: string) =>
  queryOptions({
    queryKey: ["programs", "colleagues", name],
    queryFn: async ({ signal }) => (await call(colleagueEndpoints.list, { signal, input: { name } })).items,
    enabled: name !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

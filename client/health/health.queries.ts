import { queryOptions } from "@tanstack/react-query";
import { healthEndpoints } from "#shared/health/health.contract";
import { summaryEndpoints } from "#shared/health/summary.contract";
import { call } from "../http/call";

/** How a group's forum does. */
export const healthQuery = (groupId: string) =>
  queryOptions({
    queryKey: ["health", groupId],
    queryFn: ({ signal }) => call(healthEndpoints.ofGroup, { signal, params: { groupId }, input: {} }),
  });

/** What happened in a group in the last days. */
export const summaryQuery = (groupId: string) =>
  queryOptions({
    queryKey: ["health", groupId, "summary"],
    queryFn: ({ signal }) => call(summaryEndpoints.ofGroup, { signal, params: { groupId }, input: {} }),
  });

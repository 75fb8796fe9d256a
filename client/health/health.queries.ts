import { queryOptions } from "@tanstack/react-query";
import { healthEndpoints } from "#shared/health/health.contract";
import { call } from "../http/call";

/** How a group's forum does. */
export const healthQuery = (groupId: string) =>
  queryOptions({
    queryKey: ["health", groupId],
    queryFn: ({ signal }) => call(healthEndpoints.ofGroup, { signal, params: { groupId }, input: {} }),
  });

import { infiniteQueryOptions } from "@tanstack/react-query";
import { logEndpoints } from "#shared/care/log.contract";
import { call } from "../http/call";

/** Whose log: a space's, a group's, a debrief room's, that of a program's stewards, or that of those who administer. */
export type LogOf =
  | { spaceId: string }
  | { groupId: string }
  | { debriefId: string }
  | { programId: string }
  | "site";

/** What those who look after something have done, the latest first. */
export const logQuery = (of: LogOf) =>
  infiniteQueryOptions({
    queryKey: ["care", "log", of],
    queryFn: ({ signal, pageParam }) => {
      const input = { after: pageParam ?? undefined };
      if (of === "site") return call(logEndpoints.ofSite, { signal, input });
      if ("groupId" in of) return call(logEndpoints.ofGroup, { signal, params: of, input });
      if ("debriefId" in of) return call(logEndpoints.ofRoom, { signal, params: of, input });
      return "spaceId" in of
        ? call(logEndpoints.ofSpace, { signal, params: of, input })
        : call(logEndpoints.ofProgram, { signal, params: of, input });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { holdRulesEndpoints } from "#shared/forums/holdRules.contract";
import type { InputOf } from "#shared/http/endpoint";
import { call } from "../http/call";

/** Which words and links wait in a space, for those who look after it. */
export const holdRulesQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ["forums", "holding", spaceId],
    queryFn: ({ signal }) => call(holdRulesEndpoints.show, { signal, params: { spaceId } }),
  });

/** Changes the rules over the version that one has seen. Refused, they are asked for as they are now. */
export function useChangeHoldRules(spaceId: string) {
  const client = useQueryClient();
  const { queryKey } = holdRulesQuery(spaceId);
  return useMutation({
    mutationFn: (input: InputOf<typeof holdRulesEndpoints.change>) =>
      call(holdRulesEndpoints.change, { params: { spaceId }, input }),
    onSuccess: (rules) => client.setQueryData(queryKey, rules),
    onError: () => client.invalidateQueries({ queryKey }),
  });
}

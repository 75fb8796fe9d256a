import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type GiveRoleInput, roleEndpoints } from "#shared/campuses/roles.contract";
import { call } from "../http/call";

/** The roles that one may take back, page after page, and the scopes in which one may give some. */
export const rolesQuery = infiniteQueryOptions({
  queryKey: ["roles", "list"],
  queryFn: ({ pageParam, signal }) =>
    call(roleEndpoints.list, { input: pageParam ? { after: pageParam } : {}, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** The debrief rooms of a campus, latest first, for which one may name a facilitator. */
export const roomsQuery = (campusId: string) =>
  infiniteQueryOptions({
    queryKey: ["roles", "rooms", campusId],
    queryFn: ({ pageParam, signal }) =>
      call(roleEndpoints.rooms, { input: { campusId, after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

export function useGiveRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: GiveRoleInput) => call(roleEndpoints.give, { input }),
    onSettled: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  });
}

export function useTakeRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (roleId: string) => call(roleEndpoints.take, { params: { roleId } }),
    onSettled: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  });
}

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { GroupView } from "#shared/groups/groups.contract";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import type { InputOf } from "#shared/http/endpoint";
import { learnRights } from "../accounts/rights.queries";
import { call } from "../http/call";
import { doPatiently } from "../live/deed";

/** The groups that the viewer may know of and is not in. */
export const groupsQuery = infiniteQueryOptions({
  queryKey: ["groups", "list"],
  queryFn: ({ signal, pageParam }) =>
    call(groupEndpoints.list, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** The groups that the viewer is in. */
export const ownGroupsQuery = infiniteQueryOptions({
  queryKey: ["groups", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(groupEndpoints.listOwn, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Where the viewer may found a group. */
export const homesQuery = queryOptions({
  queryKey: ["groups", "homes"],
  queryFn: async ({ signal }) => (await call(groupEndpoints.listHomes, { signal })).homes,
});

/** One group. Asked again while it is looked at: somebody may be let in, or ask to be. */
export const groupQuery = (groupId: string) =>
  queryOptions({
    queryKey: ["groups", "group", groupId],
    queryFn: ({ signal }) => call(groupEndpoints.show, { signal, params: { groupId } }),
    refetchInterval: 60_000,
  });

/** Founds a group, of which the viewer is a facilitator from then on. */
export function useFoundGroup() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<typeof groupEndpoints.found>) => doPatiently(groupEndpoints.found, { input }),
    onSuccess: () => learnRights(client),
  });
}

/** Comes into an open group, with the norms accepted that one has read. */
export function useJoin({ id, norms }: GroupView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      call(groupEndpoints.join, { params: { groupId: id }, input: { version: norms.version } }),
    onSuccess: () => learnRights(client),
    onError: () => client.invalidateQueries({ queryKey: groupQuery(id).queryKey }),
  });
}

/** Goes out of a group. Nothing waits for what is learned after it: the page of the group may be gone. */
export function useLeave({ id }: GroupView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(groupEndpoints.leave, { params: { groupId: id }, input: {} }),
    onSuccess: () => void learnRights(client),
  });
}

/** What people in a group do with the group itself; each deed puts the group as it is then in the place of what was known. */
export function useGroupDeeds({ id }: GroupView) {
  const client = useQueryClient();
  const params = { groupId: id };
  const ends = {
    onSuccess: (group: GroupView) => client.setQueryData(groupQuery(id).queryKey, group),
    onSettled: () => client.invalidateQueries({ queryKey: ["groups"] }),
  };
  return {
    change: useMutation({
      mutationFn: (input: InputOf<typeof groupEndpoints.change>) =>
        call(groupEndpoints.change, { params, input }),
      ...ends,
    }),
    changeNorms: useMutation({
      mutationFn: (input: InputOf<typeof groupEndpoints.changeNorms>) =>
        call(groupEndpoints.changeNorms, { params, input }),
      ...ends,
    }),
    acceptNorms: useMutation({
      mutationFn: (version: number) => call(groupEndpoints.acceptNorms, { params, input: { version } }),
      ...ends,
    }),
    move: useMutation({
      mutationFn: (input: InputOf<typeof groupEndpoints.move>) =>
        call(groupEndpoints.move, { params, input }),
      ...ends,
    }),
    archive: useMutation({
      mutationFn: (isArchived: boolean) => call(groupEndpoints.archive, { params, input: { isArchived } }),
      ...ends,
    }),
  };
}

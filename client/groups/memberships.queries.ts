import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { GroupPart, OwnInvitationView } from "#shared/groups/groups.contract";
import {
  invitationEndpoints,
  membershipEndpoints,
  requestEndpoints,
} from "#shared/groups/memberships.endpoints";
import type { InputOf } from "#shared/http/endpoint";
import { newId } from "#shared/ids";
import { learnRights } from "../accounts/rights.queries";
import { call } from "../http/call";
import { doPatiently } from "../live/deed";

/** Who is in a group: its facilitators first. */
export const membersQuery = (groupId: string) =>
  infiniteQueryOptions({
    queryKey: ["groups", "members", groupId],
    queryFn: ({ signal, pageParam }) =>
      call(membershipEndpoints.list, {
        signal,
        params: { groupId },
        input: { after: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Who asks to be let into a group, the oldest first. */
export const requestsQuery = (groupId: string) =>
  infiniteQueryOptions({
    queryKey: ["groups", "requests", groupId],
    queryFn: ({ signal, pageParam }) =>
      call(requestEndpoints.list, { signal, params: { groupId }, input: { after: pageParam ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

/** What the viewer has asked for, the newest first. */
export const ownRequestsQuery = infiniteQueryOptions({
  queryKey: ["groups", "requests", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(requestEndpoints.listOwn, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** The open invitations to a group, the newest first. */
export const invitationsQuery = (groupId: string) =>
  infiniteQueryOptions({
    queryKey: ["groups", "invitations", groupId],
    queryFn: ({ signal, pageParam }) =>
      call(invitationEndpoints.list, {
        signal,
        params: { groupId },
        input: { after: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** The open invitations to the viewer, the newest first. */
export const ownInvitationsQuery = infiniteQueryOptions({
  queryKey: ["groups", "invitations", "own"],
  queryFn: ({ signal, pageParam }) =>
    call(invitationEndpoints.listOwn, { signal, input: { after: pageParam ?? undefined } }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** What facilitators do with somebody in the group. That may be themselves, so their own rights are learned anew. */
export function useMemberDeeds(groupId: string) {
  const client = useQueryClient();
  const onSettled = () => learnRights(client);
  return {
    name: useMutation({
      mutationFn: ({ personId, part }: { personId: string; part: GroupPart }) =>
        call(membershipEndpoints.namePart, { params: { groupId, personId }, input: { part } }),
      onSettled,
    }),
    pause: useMutation({
      mutationFn: ({
        personId,
        input,
      }: {
        personId: string;
        input: InputOf<typeof membershipEndpoints.pause>;
      }) => doPatiently(membershipEndpoints.pause, { params: { groupId, personId }, input }),
      onSettled,
    }),
    endPause: useMutation({
      mutationFn: (personId: string) => call(membershipEndpoints.endPause, { params: { groupId, personId } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: ({
        personId,
        ...input
      }: { personId: string } & InputOf<typeof membershipEndpoints.remove>) =>
        call(membershipEndpoints.remove, { params: { groupId, personId }, input }),
      onSettled,
    }),
  };
}

/** Asks to be let into a group, and takes that back. */
export function useAsking(groupId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["groups"] });
  return {
    ask: useMutation({
      mutationFn: (input: InputOf<typeof requestEndpoints.ask>) =>
        doPatiently(requestEndpoints.ask, { params: { groupId }, input }),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (requestId: string) =>
        call(requestEndpoints.withdraw, { params: { requestId }, input: {} }),
      onSettled,
    }),
  };
}

/** Says yes or no to somebody who asks. Where another facilitator was quicker the list is asked for anew, too. */
export function useAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ requestId, ...answer }: { requestId: string; isAccepted: boolean; words: string }) =>
      call(requestEndpoints.answer, { params: { requestId }, input: answer }),
    onSettled: () => client.invalidateQueries({ queryKey: ["groups"] }),
  });
}

/** Invites somebody by their address, and takes an invitation back. */
export function useInviting(groupId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: invitationsQuery(groupId).queryKey });
  return {
    invite: useMutation({
      mutationFn: (address: string) =>
        call(invitationEndpoints.invite, {
          params: { groupId },
          input: { invitationId: newId(), address },
        }),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (invitationId: string) =>
        call(invitationEndpoints.withdraw, { params: { invitationId }, input: {} }),
      onSettled,
    }),
  };
}

/** Says yes to an invitation, with the norms accepted that stand in it, or no. */
export function useInvited({ id, group }: OwnInvitationView) {
  const client = useQueryClient();
  const params = { invitationId: id };
  const refresh = () => client.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey });
  return {
    accept: useMutation({
      mutationFn: () => call(invitationEndpoints.accept, { params, input: { version: group.norms.version } }),
      onSuccess: () => learnRights(client),
      onError: refresh,
    }),
    decline: useMutation({
      mutationFn: () => call(invitationEndpoints.decline, { params, input: {} }),
      onSettled: refresh,
    }),
  };
}

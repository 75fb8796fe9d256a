import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { accountEndpoints, type MeView, type SiteView } from "#shared/accounts/accounts.contract";
import type { Endpoint, InputOf, ReplyOf } from "#shared/http/endpoint";
import { stranger, type Viewer } from "#shared/people/viewer";
import { call } from "../http/call";
import { tellOtherTabs } from "./otherTabs";

/**
 * Who is signed in and what this deployment offers: asked once, then kept true by what is done here and in other tabs.
 * It is never asked again by itself: that a session is over must not take a page away on which somebody is writing.
 */
export const siteQuery = queryOptions({
  queryKey: ["accounts", "site"],
  queryFn: ({ signal }) => call(accountEndpoints.site, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The person who is signed in, or null: for a stranger, and while that is not known yet. */
export function useMe(): MeView | null {
  return useQuery(siteQuery).data?.me ?? null;
}

/** Who every policy is asked about on this page. */
export function useViewer(): Viewer {
  const me = useMe();
  return useMemo(() => (me ? toViewer(me) : stranger), [me]);
}

function toViewer(me: MeView): Viewer {
  const { personId, name, unit, campus, isVerified, roles } = me;
  return { personId, name, unit, campusId: campus.id, isVerified, roles };
}

/** A deed that ends in being signed in: everything that was known belongs to somebody else, so it is forgotten. */
export function useSigningIn<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<E>) =>
      call(endpoint as Endpoint, { input } as never) as Promise<ReplyOf<typeof accountEndpoints.signIn>>,
    onSuccess: ({ me }) => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "accounts" });
      client.setQueryData(siteQuery.queryKey, (site) => site && { ...site, me });
      void client.invalidateQueries();
      tellOtherTabs(me.personId);
    },
  });
}

/** Ends the session here, or everywhere, and begins anew at home, with a page that knows nothing of before. */
export function useSignOut() {
  return useMutation({
    mutationFn: (everywhere: boolean) => call(accountEndpoints.signOut, { input: { everywhere } }),
    onSuccess: () => {
      tellOtherTabs(null);
      location.assign("/");
    },
  });
}

export function useSettle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<typeof accountEndpoints.settle>) => call(accountEndpoints.settle, { input }),
    onSuccess: (me) => {
      client.setQueryData<SiteView>(siteQuery.queryKey, (site) => site && { ...site, me });
    },
  });
}

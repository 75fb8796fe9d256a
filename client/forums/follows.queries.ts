import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { FollowKind } from "#shared/forums/follows";
import { type FollowView, followEndpoints } from "#shared/forums/follows.contract";
import type { FollowLevel } from "#shared/forums/threads.contract";
import { call } from "../http/call";
import { forgetUnreadCounts } from "./forums.queries";

/** Everything that one follows or mutes: it is bounded, so all of its pages are read. */
export const followsQuery = queryOptions({
  queryKey: ["forums", "follows"],
  queryFn: async ({ signal }): Promise<FollowView[]> => {
    const follows: FollowView[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await call(followEndpoints.list, { signal, input: { after } });
      follows.push(...page.items);
      after = page.next;
    }
    return follows;
  },
});

export interface Followable {
  kind: FollowKind;
  targetId: string;
}

/** Chooses how closely one follows a space, a tag or a person. */
export function useFollow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ level, ...target }: Followable & { level: FollowLevel }) => follow(target, level),
    onSuccess: (_reply, { kind, targetId, level }) => noteFollow(client, { kind, targetId }, level),
    onSettled: () => refresh(client),
  });
}

async function follow({ kind, targetId }: Followable, level: FollowLevel) {
  if (kind === "tag") return await call(followEndpoints.tag, { input: { tag: targetId, level } });
  if (kind === "space")
    return await call(followEndpoints.space, { params: { spaceId: targetId }, input: { level } });
  return await call(followEndpoints.person, { params: { personId: targetId }, input: { level } });
}

/** Enters the choice where it is shown, before it is asked for again. */
function noteFollow(client: QueryClient, { kind, targetId }: Followable, level: FollowLevel): void {
  client.setQueryData(followsQuery.queryKey, (follows) =>
    follows?.map((one) => (one.kind === kind && one.targetId === targetId ? { ...one, level } : one)),
  );
}

async function refresh(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: followsQuery.queryKey }),
    client.invalidateQueries({ queryKey: ["forums", "space"] }),
    forgetUnreadCounts(client),
  ]);
}

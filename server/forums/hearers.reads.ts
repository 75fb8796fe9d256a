import { listViewers } from "#server/campuses/viewers.reads";
import { listBlockersOf } from "#server/people/blocks.reads";
import { followKeysOf, levelOf } from "#shared/forums/follows";
import type { FollowLevel } from "#shared/forums/threads.contract";
import { canReadThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import { type FollowRecord, listFollowsAmong } from "./follows.model";
import { toFollowed } from "./follows.reads";
import { toFollowable } from "./fresh.reads";
import { listReadingsAmong } from "./readings.model";
import type { KnownThread } from "./threads.reads";

/** Somebody as far as a thread is concerned. */
export interface Hearer {
  personId: Id;
  /** How closely they follow it, all things considered. */
  level: FollowLevel;
  /** Whether they chose that for the thread itself. */
  isOwnChoice: boolean;
  /** How far they have read. */
  readTo: number;
}

/**
 * Those of some people whom something in a thread concerns, and who may read it today. `who` is asked first, so that
 * rights are looked up for few.
 */
export async function listHearers(
  thread: KnownThread,
  personIds: readonly Id[],
  who: (hearer: Hearer) => boolean,
): Promise<Hearer[]> {
  const followable = toFollowable(thread.record);
  const [tags, people, spaces] = followKeysOf(followable).map((keys) => keys.map(toTarget));
  const [readings, follows, blockers] = await Promise.all([
    listReadingsAmong(thread.record._id, personIds),
    listFollowsAmong(personIds, [...(tags ?? []), ...(people ?? []), ...(spaces ?? [])]),
    listBlockersOf(followable.authorId, personIds),
  ]);
  const followsOf = new Map<Id, FollowRecord[]>();
  for (const follow of follows)
    followsOf.set(follow.personId, [...(followsOf.get(follow.personId) ?? []), follow]);
  const concerned = personIds
    .map((personId): Hearer => {
      const { level: own = "normal", readTo = 0 } = readings.get(personId) ?? {};
      const blockedIds = blockers.has(personId) ? [followable.authorId] : [];
      const level = levelOf(own, followable, toFollowed(followsOf.get(personId) ?? [], blockedIds));
      return { personId, level, isOwnChoice: own !== "normal", readTo };
    })
    .filter(who);
  const viewers = await listViewers(concerned.map(({ personId }) => personId));
  const mayRead = new Set(
    viewers.flatMap((viewer) => (canReadThread(viewer, thread.subject) ? viewer.personId : [])),
  );
  return concerned.filter(({ personId }) => mayRead.has(personId));
}

/** Those of some people who have muted what that person begins and says. */
export async function listMutersOf(personId: Id, among: readonly Id[]): Promise<Set<Id>> {
  const records = await listFollowsAmong(among, [{ kind: "person", targetId: personId }]);
  return new Set(records.flatMap((record) => (record.level === "mute" ? record.personId : [])));
}

function toTarget(key: string): Pick<FollowRecord, "kind" | "targetId"> {
  const [kind, targetId] = key.split(/:(.*)/s) as [FollowRecord["kind"], string];
  return { kind, targetId };
}

import type { Id } from "#shared/ids";
import type { FollowLevel } from "./threads.contract";

/** What can be followed besides a thread. */
export const followKinds = ["space", "tag", "person"] as const;
export type FollowKind = (typeof followKinds)[number];

/** What somebody follows, watches or mutes, by `followKey`. What is not in it is `normal`. */
export type Followed = ReadonlyMap<string, FollowLevel>;

/** What of a thread says by what it is followed. */
export interface FollowableThread {
  authorId: Id;
  tags: readonly string[];
  /** The spaces in which it stands, as far as they are the reader's business. */
  spaceIds: readonly Id[];
}

/** Names a space, tag or person among what is followed. */
export function followKey(kind: FollowKind, targetId: string): string {
  return `${kind}:${targetId}`;
}

/** What a thread could be followed by, the closest first: its tags, who began it, where it stands. */
export function followKeysOf({ authorId, tags, spaceIds }: FollowableThread): string[][] {
  return [
    tags.map((tag) => followKey("tag", tag)),
    [followKey("person", authorId)],
    spaceIds.map((spaceId) => followKey("space", spaceId)),
  ];
}

/**
 * How closely somebody follows a thread, all things considered. What they chose for the thread itself counts, whatever
 * it is; `normal` there is no choice. Else one mute, of a tag, of the person or of a space, outweighs every follow. Else
 * the closest counts: a tag before the person before a space, and of several of a kind the one that tells the most.
 */
export function levelOf(own: FollowLevel, thread: FollowableThread, followed: Followed): FollowLevel {
  if (own !== "normal" || followed.size === 0) return own;
  const levels = followKeysOf(thread).map((keys) => keys.map((key) => followed.get(key)));
  if (levels.some((ofKind) => ofKind.includes("mute"))) return "mute";
  for (const ofKind of levels) {
    if (ofKind.includes("watch")) return "watch";
    if (ofKind.includes("follow")) return "follow";
  }
  return "normal";
}

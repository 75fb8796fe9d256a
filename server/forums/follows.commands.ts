import { conflict } from "#server/errors";
import { announce } from "#server/live/publish";
import type { FollowKind } from "#shared/forums/follows";
import { MOST_FOLLOWS } from "#shared/forums/follows.contract";
import type { FollowLevel } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listFollowsOf, setFollow } from "./follows.model";
import { findFollowable } from "./follows.reads";
import { inTurn } from "./inTurn";
import { findSpace } from "./spaces.reads";

/** Notes how closely the viewer follows a space. */
export async function followSpace(viewer: Viewer, spaceId: Id, { level }: { level: FollowLevel }) {
  await findSpace(viewer, spaceId);
  return await follow(viewer, "space", spaceId, level);
}

/** Notes how closely the viewer follows a tag: any, since a tag is a word that everybody may think of. */
export async function followTag(viewer: Viewer, { tag, level }: { tag: string; level: FollowLevel }) {
  return await follow(viewer, "tag", tag, level);
}

/** Notes how closely the viewer follows what somebody begins. */
export async function followPerson(viewer: Viewer, personId: Id, { level }: { level: FollowLevel }) {
  await findFollowable(viewer, personId);
  return await follow(viewer, "person", personId, level);
}

/** Refuses more than can be told of, instead of leaving some out unsaid. */
async function follow(
  { personId }: Viewer,
  kind: FollowKind,
  targetId: string,
  level: FollowLevel,
): Promise<{ level: FollowLevel }> {
  const own = await listFollowsOf(personId as Id);
  const isNew = !own.some((one) => one.kind === kind && one.targetId === targetId);
  if (level !== "normal" && isNew && own.length >= MOST_FOLLOWS) throw tooManyFollows();
  // Each says in the same place that follows have changed: many at once would cross each other again and again.
  await inTurn(["follows"], () => setFollow({ personId: personId as Id, kind, targetId }, level));
  announce("forums:followed", { personId: personId as Id });
  return { level };
}

const tooManyFollows = () =>
  conflict(
    "tooManyFollows",
    "You follow or mute a hundred spaces, tags and people already. Let one of them go first.",
  );

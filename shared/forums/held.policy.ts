import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { canModerateSpace, type SpaceSubject } from "./spaces.policy";

/** What every question about something that waits needs to know of it. */
export interface HeldSubject {
  authorId: Id;
  /** The thread's home, whose moderators decide. */
  space: SpaceSubject;
}

/** Lets through what waits, or not: whoever looks after the space. */
export function canDecideHeld(viewer: Viewer, { space }: HeldSubject): boolean {
  return canModerateSpace(viewer, space);
}

/** Takes it back unseen by anybody else: its author. */
export function canTakeHeldBack(viewer: Viewer, { authorId }: HeldSubject): boolean {
  return isMember(viewer) && viewer.personId === authorId;
}

/** Sees it while it waits. */
export function canSeeHeld(viewer: Viewer, held: HeldSubject): boolean {
  return canDecideHeld(viewer, held) || canTakeHeldBack(viewer, held);
}

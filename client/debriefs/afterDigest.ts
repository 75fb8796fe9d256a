import type { ComponentType } from "react";

interface Props {
  debriefId: string;
  /** The convening that was debriefed, or null. */
  conveningId: string | null;
  /** The group whose own room it was, or null. */
  groupId: string | null;
}

let Part: ComponentType<Props> | null = null;

/** Says what stands beneath the digest of a closed room: it leads to what a room does not know of. */
export function showAfterDigest(part: ComponentType<Props>): void {
  Part = part;
}

/** What stands beneath the digest, or nothing. */
export function partAfterDigest(): ComponentType<Props> | null {
  return Part;
}

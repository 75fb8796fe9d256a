import type { Id } from "#shared/ids";
import type { HeldRole, ScopeKind, Viewer } from "./viewer";

/** Anyone at all, signed in or not. */
export function isAnyone(_viewer: Viewer): boolean {
  return true;
}

/** Someone whose campus address has been confirmed. */
export function isMember(viewer: Viewer): boolean {
  return viewer.personId !== null && viewer.isVerified;
}

/** A member of that very campus. */
export function isMemberOf(viewer: Viewer, campusId: Id): boolean {
  return isMember(viewer) && viewer.campusId === campusId;
}

/** Blocks somebody else, wherever they have met. */
export function canBlock(viewer: Viewer, { personId }: { personId: Id }): boolean {
  return isMember(viewer) && viewer.personId !== personId;
}

/** A member who was given the role in exactly that scope; `site` takes null. */
export function holds(
  viewer: Viewer,
  role: HeldRole["role"],
  scopeKind: ScopeKind,
  scopeId: Id | null,
): boolean {
  return (
    isMember(viewer) &&
    viewer.roles.some(
      (held) => held.role === role && held.scopeKind === scopeKind && held.scopeId === scopeId,
    )
  );
}

/** Someone who administers the deployment. */
export function isAdministrator(viewer: Viewer): boolean {
  return holds(viewer, "administrator", "site", null);
}

import type { Id } from "#shared/ids";
import { holds, isAdministrator } from "#shared/people/people.policy";
import type { Role, ScopeKind, Viewer } from "#shared/people/viewer";

/** A role in a scope, with what the scope lies within. */
export interface RoleSubject {
  role: Role;
  scope: { kind: ScopeKind; id: Id | null; campusId: Id | null; allianceIds: readonly Id[] };
}

/** Gives and takes a role: those above the scope in which it holds, and nobody for themselves from below. */
export function canGiveRole(viewer: Viewer, { role, scope }: RoleSubject): boolean {
  // Who is in a group and who facilitates it is the group's own affair.
  if (!fits(role, scope.kind) || scope.kind === "group") return false;
  if (isAdministrator(viewer)) return true;
  if (role === "coordinator") return stewardsOneOf(viewer, scope.allianceIds);
  if (role === "facilitator") return scope.campusId !== null && coordinates(viewer, scope.campusId);
  return false;
}

/** Names who facilitates the debriefs of a campus: its coordinators, and whoever administers the deployment. */
export function canNameFacilitators(viewer: Viewer, { campusId }: { campusId: Id }): boolean {
  return isAdministrator(viewer) || coordinates(viewer, campusId);
}

/** Coordinates the campus: selects for its seats, schedules its debriefs, names its facilitators. */
export function coordinates(viewer: Viewer, campusId: Id): boolean {
  return holds(viewer, "coordinator", "campus", campusId);
}

/** Is a steward of at least one of the alliances. */
export function stewardsOneOf(viewer: Viewer, allianceIds: readonly Id[]): boolean {
  return allianceIds.some((allianceId) => holds(viewer, "steward", "alliance", allianceId));
}

/** The scopes in which each role means something. */
export function fits(role: Role, kind: ScopeKind): boolean {
  return SCOPES_OF[role].includes(kind);
}

const SCOPES_OF: Record<Role, readonly ScopeKind[]> = {
  facilitator: ["room", "group"],
  coordinator: ["campus"],
  steward: ["alliance"],
  administrator: ["site"],
};

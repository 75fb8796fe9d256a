import type { CampusView } from "#shared/campuses/campuses.contract";
import type { ScopeView } from "#shared/campuses/roles.contract";
import { isAdministrator } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { findCampusOrNull, listEveryCampus } from "./campuses.reads";
import { describeScopes, listAllianceIds } from "./scopes.reads";

describeScopes("campus", {
  async find(id) {
    const campus = await findCampusOrNull(id);
    return campus && (await toScope(campus));
  },
  async listFor(viewer) {
    if (!isAdministrator(viewer) && !viewer.roles.some(({ role }) => role === "steward")) return [];
    const scopes = await Promise.all((await listEveryCampus()).map(toScope));
    return scopes.filter((scope) => isAdministrator(viewer) || isStewarded(viewer, scope));
  },
});

async function toScope({ id, name }: CampusView): Promise<ScopeView> {
  return { kind: "campus", id, name, campusId: id, allianceIds: await listAllianceIds(id) };
}

function isStewarded(viewer: Viewer, { allianceIds }: ScopeView): boolean {
  return viewer.roles.some(({ role, scopeId }) => role === "steward" && allianceIds.includes(scopeId ?? ""));
}

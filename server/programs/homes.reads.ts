import { coordinates } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listProgramIdsOf } from "./programs.reads";

/**
 * Where a viewer is at home: their campus, those that they coordinate, the programs of these, and the programs that they
 * steward. What may be done there the policies say.
 */
export async function findHomes(viewer: Viewer): Promise<{ programIds: Id[]; campusIds: Id[] }> {
  const coordinated = viewer.roles.flatMap(({ scopeId }) =>
    scopeId !== null && coordinates(viewer, scopeId) ? [scopeId] : [],
  );
  const stewarded = viewer.roles.flatMap(({ role, scopeId }) =>
    role === "steward" && scopeId !== null ? [scopeId] : [],
  );
  const campusIds = [...new Set(viewer.campusId === null ? coordinated : [viewer.campusId, ...coordinated])];
  const ofCampuses = await Promise.all(campusIds.map(listProgramIdsOf));
  return { programIds: [...new Set([...stewarded, ...ofCampuses.flat()])], campusIds };
}

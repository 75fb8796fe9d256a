import { findCampusOrNull, listCampuses } from "#server/campuses/campuses.reads";
import { invalid } from "#server/errors";
import { findHomes } from "#server/programs/homes.reads";
import { findProgramOrNull, listProgramsByIds } from "#server/programs/programs.reads";
import type { GroupHome } from "#shared/groups/groups.contract";
import { canFoundGroup, type HomeSubject } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** What a home is, before it is looked up: one of the two, and the other null. */
export interface HomeIds {
  programId: Id | null;
  campusId: Id | null;
}

/** Where the viewer may found a group: their alliances and academies, then their campuses, each by name. */
export async function listHomes(viewer: Viewer): Promise<{ homes: GroupHome[] }> {
  const { programIds, campusIds } = await findHomes(viewer);
  const [programs, campuses] = await Promise.all([listProgramsByIds(programIds), listCampuses(campusIds)]);
  const ofPrograms = programs
    .filter(({ id, campusIds }) => canFoundGroup(viewer, { programId: id, campusIds }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"))
    .map(({ id, name }) => ({ programId: id, campusId: null, name }));
  const ofCampuses = campuses
    .filter(({ id }) => canFoundGroup(viewer, { programId: null, campusIds: [id] }))
    .map(({ id, name }) => ({ programId: null, campusId: id, name }));
  return { homes: [...ofPrograms, ...ofCampuses] };
}

/** What the policies ask about a home. Refuses what is not one of the two, and what is not there. */
export async function findHome({ programId, campusId }: HomeIds): Promise<HomeSubject> {
  if (programId !== null && campusId === null) {
    const program = await findProgramOrNull(programId);
    if (program !== null) return { programId, campusIds: program.campusIds };
  }
  if (campusId !== null && programId === null) {
    const campus = await findCampusOrNull(campusId);
    if (campus !== null) return { programId: null, campusIds: [campusId] };
  }
  const message = "Choose where the group is at home: an alliance, or a campus.";
  throw invalid(message, [{ path: programId === null ? "campusId" : "programId", message }]);
}

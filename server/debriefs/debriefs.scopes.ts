import { describeScopes } from "#server/campuses/scopes.reads";
import type { ScopeView } from "#shared/campuses/roles.contract";
import { coordinates } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listDebriefRecords, listDebriefsById } from "./debriefs.model";
import { recallRoom } from "./rooms.reads";

/** Rooms that are offered when somebody names a facilitator: enough for a campus's year. */
const OFFERED = 40;

/** Tells the roles what a room is and where it lies, so that a facilitator can be named for it. */
export function describeRooms(): void {
  describeScopes("room", { find: findRoomScope, listFor: listRoomScopes });
}

async function findRoomScope(debriefId: Id): Promise<ScopeView | null> {
  const [record] = await listDebriefsById([debriefId]);
  return record ? await toScope(record._id) : null;
}

async function listRoomScopes(viewer: Viewer): Promise<ScopeView[]> {
  const campusIds = viewer.roles.flatMap(({ scopeId }) =>
    scopeId && coordinates(viewer, scopeId) ? [scopeId] : [],
  );
  const lists = await Promise.all(
    campusIds.map((campusId) => listDebriefRecords({ campusId }, null, OFFERED)),
  );
  return await Promise.all(lists.flat().map(({ _id }) => toScope(_id)));
}

async function toScope(debriefId: Id): Promise<ScopeView> {
  const { view } = await recallRoom(debriefId);
  return {
    kind: "room",
    id: debriefId,
    name: `${view.campus.shortName} · ${view.conveningTitle}`,
    campusId: view.campus.id,
    allianceIds: [view.programId],
  };
}

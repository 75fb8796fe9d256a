import { describeScopes } from "#server/campuses/scopes.reads";
import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import type { ScopeView } from "#shared/campuses/roles.contract";
import { coordinates } from "#shared/campuses/roles.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listDebriefRecords, listDebriefsById } from "./debriefs.model";
import { recallRoom } from "./rooms.reads";

/** Rooms that are offered when somebody names a facilitator: enough for a campus's year. */
const OFFERED = 40;

/** Tells the roles what a room is and where it lies, so that a facilitator can be named for it. */
export function describeRooms(): void {
  describeScopes("room", { find: findRoomScope, listFor: listRoomScopes, listIn: listRoomsIn });
}

async function findRoomScope(debriefId: Id): Promise<ScopeView | null> {
  const [record] = await listDebriefsById([debriefId]);
  // Who facilitates a group facilitates its rooms; nobody is named for one of them.
  return !record || record.groupId ? null : await toScope(record._id);
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

async function listRoomsIn(campusId: Id, after: string | undefined): Promise<Page<ScopeView>> {
  const [startsAt, id] = after === undefined ? [] : fromCursor(after, 2);
  const before = after === undefined ? null : { startsAt: Number(startsAt), id: String(id) };
  const records = await listDebriefRecords({ campusId }, before, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ startsAt, _id }) => [startsAt.getTime(), _id]);
  return { items: await Promise.all(items.map(({ _id }) => toScope(_id))), next };
}

async function toScope(debriefId: Id): Promise<ScopeView> {
  const { view } = await recallRoom(debriefId);
  return {
    kind: "room",
    id: debriefId,
    name: [view.campus?.shortName, view.title].join(" · "),
    campusId: view.campus?.id ?? null,
    allianceIds: view.programId === null ? [] : [view.programId],
  };
}

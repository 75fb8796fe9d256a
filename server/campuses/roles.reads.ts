import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { authorize } from "#server/errors";
import { listPeople } from "#server/people/people.reads";
import type { GivingScope, HeldRoleView, ScopeView } from "#shared/campuses/roles.contract";
import { canGiveRole, canNameFacilitators } from "#shared/campuses/roles.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import { isAdministrator } from "#shared/people/people.policy";
import {
  type HeldRole,
  type Role as RoleName,
  roles,
  type ScopeKind,
  type Viewer,
} from "#shared/people/viewer";
import { listHeldRecords, listRoleRecords, type RoleFilter, type RoleRecord } from "./roles.model";
import { findScope, listScopes, listScopesIn } from "./scopes.reads";

/** The roles that somebody holds. */
export async function listRolesOf(personId: Id): Promise<HeldRole[]> {
  return (await listRolesOfPeople([personId])).get(personId) ?? [];
}

/** The roles that each of those people holds; who holds none is left out. */
export async function listRolesOfPeople(personIds: readonly Id[]): Promise<Map<Id, HeldRole[]>> {
  const [records, elsewhere] = await Promise.all([listHeldRecords(personIds), heldElsewhere(personIds)]);
  const held = new Map<Id, HeldRole[]>(elsewhere);
  for (const { personId, role, scopeKind, scopeId } of records) {
    held.set(personId, [...(held.get(personId) ?? []), { role, scopeKind, scopeId }]);
  }
  return held;
}

/** Who holds a role in some scopes of a kind, the first of them. */
export async function listHolderIds(
  role: RoleName,
  scopeKind: ScopeKind,
  scopeIds: readonly (Id | null)[],
  limit: number,
): Promise<Id[]> {
  const records = await listRoleRecords([{ role, scopeKind, scopeIds: [...scopeIds] }], null, limit);
  return [...new Set(records.map(({ personId }) => personId))];
}

/**
 * Lets a feature tell what people are in what is its own, as a role in that scope: campuses do not know what stands to
 * their left. Whoever changes that says so with `revoke`, as whoever gives a role does.
 */
export function describeHeldRoles(list: typeof heldElsewhere): void {
  heldElsewhere = list;
}

let heldElsewhere: (personIds: readonly Id[]) => Promise<Map<Id, HeldRole[]>> = async () => new Map();

/** The roles that the viewer may take back, newest first, and the scopes in which they may give one. */
export async function listRoles(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<HeldRoleView> & { scopes: GivingScope[] }> {
  const scopes = await listGivingScopes(viewer);
  const filter = toFilter(viewer, scopes);
  const before = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const records = filter.length === 0 ? [] : await listRoleRecords(filter, before, PAGE_SIZE + 1);
  const page = toPage(records, PAGE_SIZE, ({ _id }) => [_id]);
  return { items: await toHeldRoleViews(page.items), next: page.next, scopes };
}

/** The rooms of a campus for which the viewer may name a facilitator, latest first. */
export async function listRooms(
  viewer: Viewer,
  { campusId, after }: { campusId: Id; after?: string | undefined },
): Promise<Page<ScopeView>> {
  authorize(canNameFacilitators(viewer, { campusId }));
  return await listScopesIn("room", campusId, after);
}

/** Roles as the page of roles shows them; those whose scope or person is gone are left out. */
export async function toHeldRoleViews(records: readonly RoleRecord[]): Promise<HeldRoleView[]> {
  const named = await listPeople(
    records.flatMap(({ personId, givenBy }) => [personId, ...(givenBy ? [givenBy] : [])]),
  );
  const people = new Map(named.map((person) => [person._id, person]));
  const views = records.map(async (record): Promise<HeldRoleView | null> => {
    const person = people.get(record.personId);
    const scope = await findScope(record.scopeKind, record.scopeId);
    if (person === undefined || scope === null) return null;
    return {
      id: record._id,
      role: record.role,
      scope,
      person: { personId: person._id, name: person.name, address: person.email },
      givenAt: record.givenAt.getTime(),
      givenBy: people.get(record.givenBy ?? "")?.name ?? "",
    };
  });
  return (await Promise.all(views)).filter((view) => view !== null);
}

async function listGivingScopes(viewer: Viewer): Promise<GivingScope[]> {
  const scopes = await listScopes(viewer);
  return scopes
    .map((scope) => ({
      ...scope,
      roles: roles.filter((role) => canGiveRole(viewer, { role, scope })),
      hasRooms: scope.kind === "campus" && canNameFacilitators(viewer, { campusId: scope.id as Id }),
    }))
    .filter((scope) => scope.roles.length > 0);
}

function toFilter(viewer: Viewer, scopes: readonly GivingScope[]): RoleFilter {
  if (isAdministrator(viewer)) return "every";
  return scopes.flatMap(({ kind, id, roles }) =>
    roles.map((role) => ({ role, scopeKind: kind, scopeIds: [id] })),
  );
}

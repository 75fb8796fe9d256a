import type { ScopeView } from "#shared/campuses/roles.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { ScopeKind, Viewer } from "#shared/people/viewer";

/** How a feature describes the scopes that are its own. */
export interface ScopesOfKind {
  find(id: Id): Promise<ScopeView | null>;
  /** At least those in which the viewer may give a role; the policy is asked about each again. */
  listFor(viewer: Viewer): Promise<ScopeView[]>;
  /** Those that lie in a campus, page after page; kinds without this lie in none. */
  listIn?(campusId: Id, after: string | undefined): Promise<Page<ScopeView>>;
}

const described = new Map<ScopeKind, ScopesOfKind>();
let membershipsOf: (campusId: Id) => Promise<Id[]> = async () => [];

/** Lets a feature describe its scopes: campuses do not know what stands to their left, but roles hold there too. */
export function describeScopes(kind: ScopeKind, scopes: ScopesOfKind): void {
  described.set(kind, scopes);
}

/** Lets the feature that knows tell of which alliances a campus is a member. */
export function describeMemberships(listAllianceIds: (campusId: Id) => Promise<Id[]>): void {
  membershipsOf = listAllianceIds;
}

/** The alliances and academies of which a campus is a member. */
export async function listAllianceIds(campusId: Id): Promise<Id[]> {
  return await membershipsOf(campusId);
}

/** One scope, or null where nothing of that kind has that id. */
export async function findScope(kind: ScopeKind, id: Id | null): Promise<ScopeView | null> {
  if (kind === "site") return id === null ? SITE : null;
  return id === null ? null : ((await described.get(kind)?.find(id)) ?? null);
}

/** The scopes of every kind in which the viewer might give a role. */
export async function listScopes(viewer: Viewer): Promise<ScopeView[]> {
  const lists = await Promise.all([...described.values()].map((scopes) => scopes.listFor(viewer)));
  return [SITE, ...lists.flat()];
}

/** The scopes of a kind that lie in a campus. */
export async function listScopesIn(
  kind: ScopeKind,
  campusId: Id,
  after: string | undefined,
): Promise<Page<ScopeView>> {
  return (await described.get(kind)?.listIn?.(campusId, after)) ?? { items: [], next: null };
}

const SITE: ScopeView = { kind: "site", id: null, name: "", campusId: null, allianceIds: [] };

import "#server/campuses/campuses.scopes";
import { findCampusByKey } from "#server/campuses/campuses.reads";
import { grantRole, revokeRole } from "#server/campuses/roles.commands";
import { listRoleRecords } from "#server/campuses/roles.model";
import { toHeldRoleViews } from "#server/campuses/roles.reads";
import { describeRooms } from "#server/debriefs/debriefs.scopes";
import { invalid, notFound } from "#server/errors";
import { findProgramByKey } from "#server/programs/programs.reads";
import "#server/programs/programs.scopes";
import type { ScopeView } from "#shared/campuses/roles.contract";
import { type GivenRole, type Role, roles } from "#shared/people/viewer";

export const USAGE = `npm run people -- grant ADDRESS ROLE [SCOPE]
npm run people -- revoke ADDRESS ROLE [SCOPE]
npm run people -- list

ROLE   facilitator, coordinator, steward or administrator
SCOPE  room:ID for a facilitator, campus:KEY for a coordinator, alliance:KEY for a steward;
       nothing for an administrator. Put --demo first for the people of a demonstration.`;

/** Does what the words say and answers sentences for the terminal; refuses what it cannot make sense of. */
export async function nameRoles(words: readonly string[]): Promise<string[]> {
  describeRooms();
  const [deed, address = "", role = "", scope, ...rest] = words;
  if (deed === "list" && words.length === 1) return await list();
  const isWhole = address !== "" && isRole(role) && rest.length === 0;
  if (!isWhole || (deed !== "grant" && deed !== "revoke"))
    throw invalid(`That is not understood.\n\n${USAGE}`);

  const held = await toHeldRole(role, scope);
  if (deed === "grant") {
    const { person, scope } = await grantRole(address, held);
    return [`${person.name} <${person.address}> is ${role} of ${tell(scope)}.`];
  }
  await revokeRole(address, held);
  return [`${address} is no longer ${role} of ${scope ?? "the site"}.`];
}

async function list(): Promise<string[]> {
  const held = await toHeldRoleViews(await listRoleRecords("every", null, 1_000));
  if (held.length === 0) return ["Nobody holds a role yet."];
  return held.map(
    ({ person, role, scope }) => `${person.name} <${person.address}> is ${role} of ${tell(scope)}.`,
  );
}

async function toHeldRole(role: Role, scope: string | undefined): Promise<GivenRole> {
  if (scope === undefined) return { role, scopeKind: "site", scopeId: null };
  const [, kind, key] = /^(alliance|campus|room):(.+)$/.exec(scope) ?? [];
  if (kind === "alliance")
    return { role, scopeKind: kind, scopeId: idOf(await findProgramByKey(key ?? ""), scope) };
  if (kind === "campus")
    return { role, scopeKind: kind, scopeId: idOf(await findCampusByKey(key ?? ""), scope) };
  if (kind === "room") return { role, scopeKind: kind, scopeId: key ?? "" };
  throw invalid(`${scope} is no scope.\n\n${USAGE}`);
}

function idOf(found: { id: string } | null, scope: string): string {
  if (found === null) throw notFound(`There is no ${scope}.`);
  return found.id;
}

function isRole(word: string): word is Role {
  return (roles as readonly string[]).includes(word);
}

function tell({ kind, name }: ScopeView): string {
  return kind === "site" ? "the site" : name;
}

import { authorize, conflict, invalid, notFound } from "#server/errors";
import { revoke } from "#server/live/revocations";
import { findPersonByAddress, type PersonRecord } from "#server/people/people.reads";
import { readAddress } from "#shared/campuses/address";
import type { GiveRoleInput, HeldRoleView, ScopeView } from "#shared/campuses/roles.contract";
import { canGiveRole, fits } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import { isAdministrator } from "#shared/people/people.policy";
import type { GivenRole, Viewer } from "#shared/people/viewer";
import { keepRole, Role, type RoleRecord, takeUnlessLast } from "./roles.model";
import { toHeldRoleViews } from "./roles.reads";
import { findScope } from "./scopes.reads";

/**
 * Gives a role in a scope to a person; giving it twice changes nothing. Their connections come back with the new right.
 * Who may not give it is not told whether there is such a scope: a room of others is not theirs to know of.
 */
export async function giveRole(viewer: Viewer, { address, ...held }: GiveRoleInput): Promise<HeldRoleView> {
  const scope = await findScope(held.scopeKind, held.scopeId);
  if (scope === null && isAdministrator(viewer))
    throw notFound("There is nothing of that kind in which a role could hold.");
  authorize(scope !== null && canGiveRole(viewer, { role: held.role, scope }));
  const person = await findMember(address);
  return await give(person, held, viewer.personId);
}

/**
 * Takes a role back and closes the person's connections. The last administrator keeps theirs. One that the viewer may
 * not take is answered like one that nobody holds.
 */
export async function takeRole(viewer: Viewer, roleId: Id): Promise<Record<string, never>> {
  const record = await Role.findById(roleId).lean<RoleRecord>();
  const scope = record && (await findScope(record.scopeKind, record.scopeId));
  const isTheirs = record && scope && canGiveRole(viewer, { role: record.role, scope });
  if (!isTheirs) throw notFound("That role is not held any more.");
  await take(record);
  return {};
}

/** Gives a role from the command line, whose user owns the deployment. Names the first administrator. */
export async function grantRole(address: string, held: GivenRole): Promise<HeldRoleView> {
  assertFits(held, await findScope(held.scopeKind, held.scopeId));
  return await give(await findMember(address), held, null);
}

/** Takes a role back from the command line. */
export async function revokeRole(address: string, { role, scopeKind, scopeId }: GivenRole): Promise<void> {
  const person = await findMember(address);
  const record = await Role.findOne({ personId: person._id, role, scopeKind, scopeId }).lean<RoleRecord>();
  if (record === null) throw notFound(`${person.email} does not hold that role.`);
  await take(record);
}

async function give(person: PersonRecord, held: GivenRole, givenBy: Id | null): Promise<HeldRoleView> {
  const { role, scopeKind, scopeId } = held;
  const { record, isNew } = await keepRole({ personId: person._id, role, scopeKind, scopeId, givenBy });
  if (isNew) await revoke(person._id);
  const [view] = await toHeldRoleViews([record]);
  return view as HeldRoleView;
}

async function take(record: RoleRecord): Promise<void> {
  if (record.role === "administrator") {
    if (!(await takeUnlessLast(record))) {
      throw conflict("lastAdministrator", "That is the last administrator. Name another one first.");
    }
  } else {
    await Role.deleteOne({ _id: record._id });
  }
  await revoke(record.personId);
}

async function findMember(text: string): Promise<PersonRecord> {
  const address = readAddress(text);
  const person = address === null ? null : await findPersonByAddress(address);
  if (person === null || !person.emailVerified) {
    const message = "Nobody with that address has a confirmed account here.";
    throw invalid(message, [{ path: "address", message }]);
  }
  return person;
}

function assertFits({ role, scopeKind }: GivenRole, scope: ScopeView | null): void {
  if (!fits(role, scopeKind)) throw invalid(`One is not ${role} of a ${scopeKind}.`);
  if (scope === null) throw notFound(`There is no such ${scopeKind}.`);
}

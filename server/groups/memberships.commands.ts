import type { EntryRecord } from "#server/database/ledger";
import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict, forbidden, notFound } from "#server/errors";
import { revoke } from "#server/live/revocations";
import { listPeople } from "#server/people/people.reads";
import type { GroupPart, GroupView } from "#shared/groups/groups.contract";
import { canEnterGroup, canLeaveGroup, canNamePart, canRemoveFromGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findGroup, findKnownGroup, showGroup } from "./groups.reads";
import { withdrawInvitationTo } from "./invitations.model";
import { announceEntry, enterLog } from "./log.commands";
import { type Changed, type Comer, changePart, type Entry, letIn, takeOut } from "./memberships.model";
import { expectNorm, expectNorms, type Reason } from "./norms.reads";
import { dropPause } from "./pauses.model";

/** Comes into an open group, with its norms accepted. Whoever is in it already is answered the same. */
export async function joinGroup(
  viewer: Viewer,
  groupId: Id,
  { version }: { version: number },
): Promise<GroupView> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canEnterGroup(viewer, subject));
  const comer = { groupId, personId: viewer.personId as Id, normsVersion: version };
  await comeIn(comer, { joining: "open", "norms.version": version }, async () => {});
  return await showGroup(viewer, groupId);
}

/** Goes out of a group. Its last facilitator is told to name another one first. */
export async function leaveGroup(viewer: Viewer, groupId: Id): Promise<Record<string, never>> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canLeaveGroup(viewer, subject));
  const personId = viewer.personId as Id;
  await changeWhoIsIn(personId, (session) => takeOut(groupId, personId, session));
  return {};
}

/**
 * Makes somebody in the group a facilitator, whose pause is over by it, or a member again unless nobody else facilitates it.
 */
export async function namePart(
  viewer: Viewer,
  { groupId, personId }: { groupId: Id; personId: Id },
  { part }: { part: GroupPart },
): Promise<Record<string, never>> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canNamePart(viewer, { group: subject, personId }));
  const deed = part === "facilitator" ? "groups:facilitatorNamed" : "groups:memberAgain";
  const changed = await changeWhoIsIn(
    personId,
    (session) => changePart(groupId, personId, part, session),
    async (session) => {
      // Who looks after the group speaks in it.
      if (part === "facilitator") await dropPause(groupId, personId, session);
      return await enterLog(viewer, { deed, groupId, whom: personId }, session);
    },
  );
  if (changed === "notIn") throw notFound();
  return {};
}

/** Removes somebody from the group, with a reason that they are told; what they were invited by works no more. */
export async function removeFromGroup(
  viewer: Viewer,
  { groupId, personId }: { groupId: Id; personId: Id },
  why: Reason,
): Promise<Record<string, never>> {
  const { record, subject } = await findGroup(viewer, groupId);
  authorize(canRemoveFromGroup(viewer, { group: subject, personId }));
  expectNorm(record, why);
  const [person] = await listPeople([personId]);
  const changed = await changeWhoIsIn(
    personId,
    (session) => takeOut(groupId, personId, session),
    async (session) => {
      if (person) await withdrawInvitationTo(groupId, person.email, session);
      return await enterLog(viewer, { deed: "groups:removed", groupId, whom: personId, ...why }, session);
    },
  );
  if (changed === "notIn") throw notFound();
  return {};
}

/**
 * Lets somebody in by themselves, by an answer or by an invitation, once however often it is done; `also` is changed
 * before it, together or not at all, and what that answers is answered. A group that is not as the entry wants it says why.
 */
export async function comeIn<Also>(
  comer: Comer,
  entry: Entry,
  also: (session: Session) => Promise<Also>,
): Promise<Also> {
  const { groupId, personId } = comer;
  const { came, changed } = await inTransaction(async (session) => {
    const changed = await also(session);
    const came = await letIn(comer, entry, session);
    // What was changed with it is undone.
    if (came === "closed") await refuse(groupId, comer, entry);
    return { came, changed };
  });
  if (came === "in") await revoke(personId);
  return changed;
}

async function refuse(groupId: Id, { normsVersion }: Comer, entry: Entry): Promise<never> {
  const known = await findKnownGroup(groupId);
  if (known === null) throw notFound();
  if (known.record.isArchived) throw conflict("archived", "The group is archived: nobody comes in any more.");
  if (entry["norms.version"] !== undefined) expectNorms(known.record, normsVersion);
  throw forbidden();
}

/**
 * Changes how somebody is in a group, with its entry in the log where one does it to another. Rights that they have no more
 * are cut from their open connections before this resolves.
 */
async function changeWhoIsIn(
  personId: Id,
  change: (session: Session) => Promise<Changed>,
  log?: (session: Session) => Promise<EntryRecord>,
): Promise<Changed> {
  const { changed, entry } = await inTransaction(async (session) => {
    const changed = await change(session);
    if (changed === "last")
      throw conflict("lastFacilitator", "Nobody else facilitates the group. Name another facilitator first.");
    return { changed, entry: changed === "done" ? await log?.(session) : undefined };
  });
  if (changed === "done") await revoke(personId);
  if (entry !== undefined) announceEntry(entry);
  return changed;
}

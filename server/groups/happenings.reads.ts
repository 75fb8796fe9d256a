import { Entry, type EntryRecord } from "#server/database/ledger";
import { since } from "#server/database/since";
import { listApartFrom } from "#server/people/blocks.reads";
import { findPersonByAddress } from "#server/people/people.reads";
import type { LoggedInGroups } from "#shared/groups/logged";
import type { Id } from "#shared/ids";
import { nameGroups } from "./groups.reads";
import { findInvitationRecord, Invitation, type InvitationRecord, isOpen } from "./invitations.model";
import { listFacilitatorRecords, listRosterRecords } from "./memberships.model";
import { findOpenRequests, JoinRequest, type RequestRecord } from "./requests.model";

/** Facilitators of one group who are told that somebody asks. */
const MOST_TOLD = 50;

/** Something that happened in a group, to be told to some people: never answer anybody else with it. */
export interface Happening {
  groupId: Id;
  groupName: string;
  /** The request, invitation or entry of the log that tells of it. */
  causeId: Id;
  personIds: Id[];
}

/** That somebody asks to be let in, for those who facilitate the group; null once that is answered or taken back. */
export async function findAsking(requestId: Id): Promise<Happening | null> {
  const [request] = await findOpenRequests([requestId]);
  if (request === undefined) return null;
  return await toHappening(request.groupId, requestId, await listFacilitatorIds(request.groupId));
}

/**
 * That somebody was invited, for them, if they have an account; null once that is answered, taken back or over, and between
 * two who have nothing to do with each other.
 */
export async function findInviting(invitationId: Id): Promise<Happening | null> {
  const invitation = await findInvitationRecord(invitationId);
  if (invitation === null || !isOpen(invitation)) return null;
  const account = await findPersonByAddress(invitation.address);
  if (!account?.emailVerified || (await listApartFrom(invitation.by, [account._id])).size > 0) return null;
  return await toHappening(invitation.groupId, invitationId, [account._id]);
}

/** That a facilitator did something to somebody, for whom it was done to. */
export async function findDone(groupId: Id, entryId: Id, personId: Id): Promise<Happening | null> {
  return await toHappening(groupId, entryId, [personId]);
}

/** Who facilitates a group, for telling them that something of it has changed. */
export async function listFacilitatorIds(groupId: Id): Promise<Id[]> {
  return (await listFacilitatorRecords(groupId, MOST_TOLD)).map(({ personId }) => personId);
}

/** Everybody in a group, some at a time: facilitators first, each in the order in which they came. */
export async function* eachInGroup(groupId: Id, atOnce = 100): AsyncGenerator<Id[]> {
  for (let after: string | null = null; ; ) {
    const records = await listRosterRecords(groupId, after, atOnce);
    if (records.length > 0) yield records.map(({ personId }) => personId);
    if (records.length < atOnce) return;
    after = records.at(-1)?.order ?? null;
  }
}

/** Whoever asked to be let in since a moment. */
export const askedSince = (at: number) => since<RequestRecord>(JoinRequest, at);

/** Whoever was invited since a moment. */
export const invitedSince = (at: number) => since<InvitationRecord>(Invitation, at);

/** Whatever facilitators did to somebody since a moment. */
export async function* doneInGroupsSince(at: number): AsyncGenerator<EntryRecord & { deed: LoggedInGroups }> {
  for await (const entry of since<EntryRecord>(Entry, at))
    if (entry.ledger.startsWith("group:")) yield entry as EntryRecord & { deed: LoggedInGroups };
}

async function toHappening(groupId: Id, causeId: Id, personIds: Id[]): Promise<Happening | null> {
  const groupName = (await nameGroups([groupId])).get(groupId);
  return groupName === undefined ? null : { groupId, groupName, causeId, personIds };
}

import { Entry, type EntryRecord, findEntries } from "#server/database/ledger";
import { since } from "#server/database/since";
import { findPersonByAddress } from "#server/people/people.reads";
import { canFacilitateGroup, canSeeGroup, isInGroup } from "#shared/groups/groups.policy";
import type { LoggedInGroups } from "#shared/groups/logged";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import { listGroupSubjects, nameGroups } from "./groups.reads";
import {
  findInvitationRecord,
  findOpenInvitations,
  Invitation,
  type InvitationRecord,
} from "./invitations.model";
import { findOwnAddress } from "./invitations.reads";
import { listFacilitatorRecords } from "./memberships.model";
import { markPeople } from "./memberships.reads";
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

/** What there is to say of a happening to somebody who may hear it. */
export interface ToldCause {
  /** Who asks, or invites. */
  who: PersonMark | null;
  words: string;
  /** The norm that the words name; empty for none. */
  norm: string;
}

/** That somebody asks to be let in, for those who facilitate the group; null once that is answered or taken back. */
export async function findAsking(requestId: Id): Promise<Happening | null> {
  const [request] = await findOpenRequests([requestId]);
  if (request === undefined) return null;
  const facilitators = await listFacilitatorRecords(request.groupId, MOST_TOLD);
  return await toHappening(
    request.groupId,
    requestId,
    facilitators.map(({ personId }) => personId),
  );
}

/** That somebody was invited, for them, if they have an account; null once that is answered, taken back or over. */
export async function findInviting(invitationId: Id): Promise<Happening | null> {
  const invitation = await findInvitationRecord(invitationId);
  if (invitation === null) return null;
  const account = await findPersonByAddress(invitation.address);
  if (!account?.emailVerified) return null;
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

/**
 * What those causes say to the viewer, by id, asked anew: a request that is open in a group that they facilitate, an
 * invitation to their own address that still leads somewhere, a deed that was done to themselves in a group that they may
 * know of. Of their removal they are told wherever it was.
 */
export async function findToldCauses(viewer: Viewer, causeIds: readonly Id[]): Promise<Map<Id, ToldCause>> {
  if (causeIds.length === 0) return new Map();
  const address = await findOwnAddress(viewer);
  const [requests, invitations, entries] = await Promise.all([
    findOpenRequests(causeIds),
    address === null ? [] : findOpenInvitations(address, causeIds),
    findEntries(causeIds),
  ]);
  const own = entries.filter(({ whom }) => whom === viewer.personId);
  const [groups, markOf] = await Promise.all([
    listGroupSubjects(
      [...requests, ...invitations, ...own.map(({ about }) => about)].flatMap(({ groupId }) => groupId ?? []),
    ),
    markPeople([...requests.map(({ personId }) => personId), ...invitations.map(({ by }) => by)]),
  ]);
  const causes = new Map<Id, ToldCause>();
  for (const { _id, groupId, personId, words } of requests) {
    const group = groups.get(groupId);
    const who = markOf(personId)?.person;
    if (group && who && canFacilitateGroup(viewer, group)) causes.set(_id, { who, words, norm: "" });
  }
  for (const { _id, groupId, by } of invitations) {
    const group = groups.get(groupId);
    const isOver = group === undefined || group.isArchived || isInGroup(viewer, groupId);
    if (!isOver) causes.set(_id, { who: markOf(by)?.person ?? null, words: "", norm: "" });
  }
  for (const { _id, deed, about, reason: words, norm = "" } of own) {
    const group = groups.get(about.groupId ?? "");
    const isKnown = group !== undefined && canSeeGroup(viewer, group);
    if (isKnown || deed === "groups:removed") causes.set(_id, { who: null, words, norm });
  }
  return causes;
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

import { findEntries } from "#server/database/ledger";
import { canFacilitateGroup, canSeeGroup, isInGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import { listGroupSubjects } from "./groups.reads";
import { findOpenInvitations } from "./invitations.model";
import { findOwnAddress } from "./invitations.reads";
import { markPeople } from "./memberships.reads";
import { findOpenRequests } from "./requests.model";

/** What there is to say of a happening to somebody who may hear it. */
export interface ToldCause {
  /** Who asks, or invites. */
  who: PersonMark | null;
  words: string;
  /** The norm that the words name; empty for none. */
  norm: string;
}

/** Those of the causes that may be told to the viewer, each with its id. */
type Told = [Id, ToldCause][];

/**
 * What those causes say to the viewer, by id, asked anew: a request that is open in a group that they facilitate, an
 * invitation to their own address that still leads somewhere, a deed that was done to themselves in a group that they may
 * know of. Of their removal they are told wherever it was.
 */
export async function findToldCauses(viewer: Viewer, causeIds: readonly Id[]): Promise<Map<Id, ToldCause>> {
  if (causeIds.length === 0) return new Map();
  const told = await Promise.all([
    tellRequests(viewer, causeIds),
    tellInvitations(viewer, causeIds),
    tellDeeds(viewer, causeIds),
  ]);
  return new Map(told.flat());
}

async function tellRequests(viewer: Viewer, ids: readonly Id[]): Promise<Told> {
  const requests = await findOpenRequests(ids);
  const [groups, markOf] = await Promise.all([
    listGroupSubjects(requests.map(({ groupId }) => groupId)),
    markPeople(requests.map(({ personId }) => personId)),
  ]);
  return requests.flatMap(({ _id, groupId, personId, words }): Told => {
    const group = groups.get(groupId);
    const who = markOf(personId)?.person;
    const isTheirs = group !== undefined && canFacilitateGroup(viewer, group);
    return isTheirs && who !== undefined ? [[_id, { who, words, norm: "" }]] : [];
  });
}

async function tellInvitations(viewer: Viewer, ids: readonly Id[]): Promise<Told> {
  const address = await findOwnAddress(viewer);
  const invitations = address === null ? [] : await findOpenInvitations(address, ids);
  const [groups, markOf] = await Promise.all([
    listGroupSubjects(invitations.map(({ groupId }) => groupId)),
    markPeople(invitations.map(({ by }) => by)),
  ]);
  return invitations.flatMap(({ _id, groupId, by }): Told => {
    const group = groups.get(groupId);
    if (group === undefined || group.isArchived || isInGroup(viewer, groupId)) return [];
    return [[_id, { who: markOf(by)?.person ?? null, words: "", norm: "" }]];
  });
}

async function tellDeeds(viewer: Viewer, ids: readonly Id[]): Promise<Told> {
  const entries = (await findEntries(ids)).filter(({ whom }) => whom === viewer.personId);
  const groups = await listGroupSubjects(entries.flatMap(({ about }) => about.groupId ?? []));
  return entries.flatMap(({ _id, deed, about, reason: words, norm = "" }): Told => {
    const group = groups.get(about.groupId ?? "");
    const isKnown = group !== undefined && canSeeGroup(viewer, group);
    return isKnown || deed === "groups:removed" ? [[_id, { who: null, words, norm }]] : [];
  });
}

import { fromCursor, toPage } from "#server/database/cursor";
import { authorize, notFound } from "#server/errors";
import { listPeople } from "#server/people/people.reads";
import type { InvitationView, OwnInvitationView } from "#shared/groups/groups.contract";
import {
  canAnswerInvitation,
  canFacilitateGroup,
  canWithdrawInvitation,
  type InvitationSubject,
  isInGroup,
} from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findKnownGroup, type KnownGroup, listKnownGroups } from "./groups.reads";
import {
  expiresAt,
  findInvitationRecord,
  type InvitationRecord,
  listOpenInvitations,
} from "./invitations.model";
import { listFacilitators, markPeople } from "./memberships.reads";

/** Each is shown with its whole group. */
const INVITATIONS_AT_ONCE = 20;

/** An invitation with what its policies ask about. */
export interface KnownInvitation {
  record: InvitationRecord;
  subject: InvitationSubject;
}

/** One invitation in any state, found from the viewer: to their own address, or of a group that they facilitate. */
export async function findInvitation(viewer: Viewer, invitationId: Id): Promise<KnownInvitation> {
  const record = await findInvitationRecord(invitationId);
  const group = record && (await findKnownGroup(record.groupId));
  if (record === null || group === null) throw notFound();
  const isOwn = record.address === (await findOwnAddress(viewer));
  const subject = { group: group.subject, personId: isOwn ? viewer.personId : null };
  if (!canAnswerInvitation(viewer, subject) && !canWithdrawInvitation(viewer, subject)) throw notFound();
  return { record, subject };
}

/** The open invitations to a group, the newest first. */
export async function listInvitations(
  viewer: Viewer,
  { record, subject }: KnownGroup,
  { after }: { after?: string | undefined },
): Promise<Page<InvitationView>> {
  authorize(canFacilitateGroup(viewer, subject));
  const of = { groupId: record._id };
  const records = await listOpenInvitations(of, toOrder(after), INVITATIONS_AT_ONCE + 1);
  const { items, next } = toPage(records, INVITATIONS_AT_ONCE, ({ order }) => [order]);
  return { items: await toInvitationViews(items), next };
}

/** The open invitations to the viewer's own address, the newest first; to what is over and what they are in there are none. */
export async function listOwnInvitations(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<OwnInvitationView>> {
  const address = await findOwnAddress(viewer);
  if (address === null) return { items: [], next: null };
  const records = await listOpenInvitations({ address }, toOrder(after), INVITATIONS_AT_ONCE + 1);
  const { items, next } = toPage(records, INVITATIONS_AT_ONCE, ({ order }) => [order]);
  const [groups, markOf] = await Promise.all([
    listKnownGroups(items.map(({ groupId }) => groupId)),
    markPeople(items.map(({ by }) => by)),
  ]);
  const views = items.map(async (record): Promise<OwnInvitationView[]> => {
    const group = groups.get(record.groupId);
    const by = markOf(record.by)?.person;
    if (group === undefined || by === undefined) return [];
    if (group.record.isArchived || isInGroup(viewer, record.groupId)) return [];
    const { _id: id, kind, name, purpose, joining, norms, memberCount: members } = group.record;
    const facilitators = await listFacilitators(id);
    const invited = { id, kind, name, purpose, joining, home: group.home, norms, facilitators, members };
    return [{ id: record._id, by, expiresAt: expiresAt(record), group: invited }];
  });
  return { items: (await Promise.all(views)).flat(), next };
}

/** Invitations as whoever facilitates the group sees them. */
export async function toInvitationViews(records: readonly InvitationRecord[]): Promise<InvitationView[]> {
  const markOf = await markPeople(records.map(({ by }) => by));
  return records.map((record) => {
    const { _id: id, address, at } = record;
    const by = markOf(record.by)?.person ?? { personId: record.by, name: "", unit: "" };
    return { id, address, by, at, expiresAt: expiresAt(record) };
  });
}

/** The address that the viewer has confirmed, or null. */
export async function findOwnAddress({ personId }: Viewer): Promise<string | null> {
  const [person] = personId === null ? [] : await listPeople([personId]);
  return person?.emailVerified ? person.email : null;
}

function toOrder(after: string | undefined): string | null {
  return after === undefined ? null : String(fromCursor(after, 1)[0]);
}

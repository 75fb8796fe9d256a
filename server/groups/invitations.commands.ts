import { listCampuses } from "#server/campuses/campuses.reads";
import { authorize, conflict, invalid, notFound } from "#server/errors";
import { announce } from "#server/live/publish";
import { behindTheAnswer } from "#server/mail/behindTheAnswer";
import type { Mailer } from "#server/mail/send";
import { listApartFrom } from "#server/people/blocks.reads";
import { findPersonByAddress, listPeople, type PersonRecord } from "#server/people/people.reads";
import { parseAddress } from "#shared/campuses/address";
import type { GroupView, InvitationView } from "#shared/groups/groups.contract";
import { canAnswerInvitation, canInviteToGroup, canWithdrawInvitation } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findGroup, showGroup } from "./groups.reads";
import { closeRecord, isOpen, keepInvitation, useRecord } from "./invitations.model";
import { findInvitation, toInvitationViews } from "./invitations.reads";
import { comeIn } from "./memberships.commands";
import { findMembership } from "./memberships.model";

/** What inviting works with: the mail, and where links lead. */
export interface Post {
  mailer: Mailer;
  origin(): string;
}

/** The same with what refuses the letter that is one too many for a mailbox. */
interface GatedPost extends Post {
  gate(address: string): Promise<void>;
}

/**
 * Invites whoever has an address at one of the group's campuses and writes to them; inviting twice renews it. The answer
 * is the same whether or not there is an account with that address. Whoever is in the group already is a conflict.
 */
export async function inviteToGroup(
  viewer: Viewer,
  groupId: Id,
  { invitationId, address: typed }: { invitationId: Id; address: string },
  post: GatedPost,
): Promise<InvitationView> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canInviteToGroup(viewer, subject));
  const address = await readAddressAt(subject.campusIds, typed);
  // Asked of those alone who may write to it, so that nobody else can use up what a mailbox is sent.
  await post.gate(address);
  const by = viewer.personId as Id;
  const account = await findPersonByAddress(address);
  const invited = account?.emailVerified ? account : null;
  if (invited !== null && (await findMembership(groupId, invited._id)) !== null)
    throw conflict("isInGroup", "They are in the group already.");

  const kept = await keepInvitation({ _id: invitationId, groupId, address, by });
  if (kept === null) throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  if (kept.isNew) {
    // Whoever has nothing to do with the other finds it among their invitations, and is not sought out.
    const isApart = invited !== null && (await listApartFrom(by, [invited._id])).size > 0;
    if (!isApart) await behindTheAnswer(post.mailer, () => write(post, viewer, address, invited));
    const told = { groupId, invitationId: kept.record._id };
    if (invited !== null) announce("groups:invited", { ...told, personId: invited._id });
  }
  const [view] = await toInvitationViews([kept.record]);
  return view as InvitationView;
}

/** Comes into the group that one was invited to, with its norms accepted. It works once; sent twice it is the same. */
export async function acceptInvitation(
  viewer: Viewer,
  invitationId: Id,
  { version }: { version: number },
): Promise<GroupView> {
  const { record, subject } = await findInvitation(viewer, invitationId);
  authorize(canAnswerInvitation(viewer, subject));
  const [{ groupId }, personId] = [record, viewer.personId as Id];
  const comer = { groupId, personId, normsVersion: version };
  await comeIn(comer, { "norms.version": version }, async (session) => {
    const isUsed = await useRecord(invitationId, personId, session);
    if (!isUsed && (await findMembership(groupId, personId, session)) === null) throw notFound();
  });
  return await showGroup(viewer, groupId);
}

/** Says no to an invitation: it is gone. Doing it twice changes nothing. */
export async function declineInvitation(viewer: Viewer, invitationId: Id): Promise<Record<string, never>> {
  const { record, subject } = await findInvitation(viewer, invitationId);
  authorize(canAnswerInvitation(viewer, subject));
  if (record.state === "declined") return {};
  if (!isOpen(record) || !(await closeRecord(invitationId, "declined"))) throw notFound();
  return {};
}

/** Takes an invitation back. Doing it twice changes nothing; one that was answered stays. */
export async function withdrawInvitation(viewer: Viewer, invitationId: Id): Promise<Record<string, never>> {
  const { record, subject } = await findInvitation(viewer, invitationId);
  authorize(canWithdrawInvitation(viewer, subject));
  if (record.state === "withdrawn") return {};
  if (!(await closeRecord(invitationId, "withdrawn")))
    throw conflict("answered", "That has been answered meanwhile.");
  return {};
}

async function readAddressAt(campusIds: readonly Id[], typed: string): Promise<string> {
  const domains = (await listCampuses(campusIds)).flatMap(({ emailDomains }) => emailDomains);
  const address = parseAddress(typed, domains);
  if (address !== null) return address.whole;
  const message = "That is not an address at one of the group’s campuses.";
  throw invalid(message, [{ path: "address", message }]);
}

/** Says nothing of the group: whoever reads the mailbox, or over a shoulder, need not know of it. */
async function write(
  { mailer, origin }: Post,
  { personId, name }: Viewer,
  to: string,
  invited: PersonRecord | null,
): Promise<void> {
  const [inviter] = await listPeople([personId as Id]);
  const language = (invited ?? inviter)?.language ?? "en";
  const values = { name, url: `${origin()}/groups/invitations` };
  await mailer.send({ kind: "groupInvitation", to, language, values });
}

import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import {
  careReason,
  groupParts,
  groupView,
  invitationView,
  membershipView,
  ownInvitationView,
  ownRequestView,
  pauseHours,
  pausePaces,
  requestView,
  requestWords,
} from "./groups.contract";
import { acceptedNorms } from "./groups.endpoints";
import {
  canAnswerInvitation,
  canAnswerRequest,
  canAskToJoin,
  canFacilitateGroup,
  canInviteToGroup,
  canNamePart,
  canPauseInGroup,
  canReadGroup,
  canRemoveFromGroup,
  canWithdrawInvitation,
  canWithdrawRequest,
} from "./groups.policy";
import { namedNorm } from "./norms.contract";

/** Who is in a group, and how they come and go. */
export const membershipEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/members",
    summary: "Who is in a group: facilitators first, then members, each in the order in which they came.",
    input: z.strictObject(pageInput),
    reply: pageOf(membershipView),
    policy: canReadGroup,
    about: "group",
  }),
  namePart: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/members/:personId/part",
    summary:
      "Makes somebody in the group a facilitator, or a member again. A group keeps at least one facilitator.",
    input: z.strictObject({ part: z.enum(groupParts) }),
    reply: z.object({}),
    policy: canNamePart,
    about: "membership",
    logs: ["groups:facilitatorNamed", "groups:memberAgain"],
  }),
  remove: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/members/:personId/remove",
    summary: "Removes somebody from the group, with a reason that they are told and that stands in its log.",
    input: z.strictObject({ reason: careReason, norm: z.optional(namedNorm) }),
    reply: z.object({}),
    policy: canRemoveFromGroup,
    about: "membership",
    logs: ["groups:removed"],
  }),
  pause: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/members/:personId/pause",
    summary:
      "Lets a member read and not speak for so many hours, or speak slowly, with a reason that they are told. Who is paused already is a conflict.",
    input: z.strictObject({
      pauseId: idSchema,
      hours: z.literal(pauseHours),
      pace: z.literal(pausePaces),
      reason: careReason,
      norm: z.optional(namedNorm),
    }),
    reply: z.object({}),
    policy: canPauseInGroup,
    about: "membership",
    logs: ["groups:paused", "groups:slowed"],
  }),
  endPause: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/members/:personId/pause/end",
    summary: "Lets somebody speak freely again before their pause is over.",
    reply: z.object({}),
    policy: canPauseInGroup,
    about: "membership",
    logs: ["groups:pauseEnded"],
  }),
};

/** Asking to be let in. */
export const requestEndpoints = {
  ask: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/requests",
    summary:
      "Asks to be let into a group, with its norms accepted. One open request for each person and group.",
    input: z.strictObject({ requestId: idSchema, words: requestWords, version: acceptedNorms }),
    reply: ownRequestView,
    policy: canAskToJoin,
    about: "group",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/requests",
    summary: "The open requests to join a group, the oldest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(requestView),
    policy: canFacilitateGroup,
    about: "group",
  }),
  listOwn: endpoint({
    method: "GET",
    path: "/api/requests/own",
    summary: "What the viewer has asked for, the newest first, and what became of it.",
    input: z.strictObject(pageInput),
    reply: pageOf(ownRequestView),
    policy: isMember,
    about: "nothing",
  }),
  answer: endpoint({
    method: "POST",
    path: "/api/requests/:requestId/answer",
    summary: "Lets somebody in, or says no with a reason. Who answers second is told.",
    input: z.strictObject({ isAccepted: z.boolean(), words: requestWords }),
    reply: z.object({}),
    policy: canAnswerRequest,
    about: "request",
    logs: ["groups:letIn", "groups:declined"],
  }),
  withdraw: endpoint({
    method: "POST",
    path: "/api/requests/:requestId/withdraw",
    summary: "Takes one’s own open request back.",
    input: z.strictObject({}),
    reply: z.object({}),
    policy: canWithdrawRequest,
    about: "request",
  }),
};

/** Being asked in. An invitation is bound to an address, works once and expires. */
export const invitationEndpoints = {
  invite: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/invitations",
    summary:
      "Invites whoever has that address at one of the group’s campuses, with or without an account, and writes to them. Inviting twice renews it.",
    input: z.strictObject({
      invitationId: idSchema,
      address: z.string().check(z.trim(), z.minLength(3), z.maxLength(320)),
    }),
    reply: invitationView,
    policy: canInviteToGroup,
    about: "group",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/invitations",
    summary: "The open invitations to a group, the newest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(invitationView),
    policy: canFacilitateGroup,
    about: "group",
  }),
  listOwn: endpoint({
    method: "GET",
    path: "/api/invitations/own",
    summary: "The open invitations to the viewer’s own address, the newest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(ownInvitationView),
    policy: isMember,
    about: "nothing",
  }),
  accept: endpoint({
    method: "POST",
    path: "/api/invitations/:invitationId/accept",
    summary: "Comes into the group that one was invited to, with its norms accepted.",
    input: z.strictObject({ version: acceptedNorms }),
    reply: groupView,
    policy: canAnswerInvitation,
    about: "invitation",
  }),
  decline: endpoint({
    method: "POST",
    path: "/api/invitations/:invitationId/decline",
    summary: "Says no to an invitation; it is gone.",
    input: z.strictObject({}),
    reply: z.object({}),
    policy: canAnswerInvitation,
    about: "invitation",
  }),
  withdraw: endpoint({
    method: "POST",
    path: "/api/invitations/:invitationId/withdraw",
    summary: "Takes an invitation back.",
    input: z.strictObject({}),
    reply: z.object({}),
    policy: canWithdrawInvitation,
    about: "invitation",
  }),
};

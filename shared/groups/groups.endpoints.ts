import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import {
  groupHome,
  groupKinds,
  groupName,
  groupNorms,
  groupPurpose,
  groupSummary,
  groupView,
} from "./groups.contract";
import {
  canAcceptNorms,
  canEnterGroup,
  canFacilitateGroup,
  canFoundGroup,
  canLeaveGroup,
  canSeeGroup,
  joinings,
} from "./groups.policy";

/** What a group is called and is for, and how one comes into it; checked in forms as at the doors. */
export const groupFields = {
  kind: z.enum(groupKinds),
  name: groupName,
  purpose: groupPurpose,
  joining: z.enum(joinings),
};

/** The alliance or the campus where it is at home: one of the two, and the other null. */
const homeFields = { programId: z.nullable(idSchema), campusId: z.nullable(idSchema) };

/** The version of the norms that one has read: an outdated one is refused, and the page shows the new ones. */
export const acceptedNorms = z.number().check(z.int(), z.positive());

export const groupEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/groups",
    summary: "The groups that the viewer may know of and is not in, in the order of their names.",
    input: z.strictObject(pageInput),
    reply: pageOf(groupSummary),
    policy: isMember,
    about: "nothing",
  }),
  listOwn: endpoint({
    method: "GET",
    path: "/api/groups/own",
    summary: "The groups that the viewer is in, in the order of their names.",
    input: z.strictObject(pageInput),
    reply: pageOf(groupSummary),
    policy: isMember,
    about: "nothing",
  }),
  listHomes: endpoint({
    method: "GET",
    path: "/api/groups/homes",
    summary: "Where the viewer may found a group: their alliances and campuses.",
    reply: z.object({ homes: z.array(groupHome) }),
    policy: isMember,
    about: "nothing",
  }),
  found: endpoint({
    method: "POST",
    path: "/api/groups",
    summary:
      "Founds a group and makes the viewer its facilitator. Its id is made by the device, so that sending it again founds one.",
    input: z.strictObject({
      groupId: idSchema,
      ...groupFields,
      norms: groupNorms,
      ...homeFields,
    }),
    reply: groupView,
    policy: canFoundGroup,
    about: "groupHome",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/groups/:groupId",
    summary: "One group: what it is for, its norms, who facilitates it.",
    reply: groupView,
    policy: canSeeGroup,
    about: "group",
  }),
  change: endpoint({
    method: "POST",
    path: "/api/groups/:groupId",
    summary: "Changes what a group is called and is for, and how one comes into it.",
    input: z.strictObject(groupFields),
    reply: groupView,
    policy: canFacilitateGroup,
    about: "group",
    logs: ["groups:changed"],
  }),
  changeNorms: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/norms",
    summary:
      "Agrees on norms anew, over the version that one has seen. Everyone in the group is asked again whether they accept them.",
    input: z.strictObject({ over: acceptedNorms, norms: groupNorms }),
    reply: groupView,
    policy: canFacilitateGroup,
    about: "group",
    logs: ["groups:normsChanged"],
  }),
  acceptNorms: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/norms/accept",
    summary: "Accepts the norms as they are now. Those of an older version are refused.",
    input: z.strictObject({ version: acceptedNorms }),
    reply: groupView,
    policy: canAcceptNorms,
    about: "group",
  }),
  join: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/join",
    summary: "Comes into an open group, with its norms accepted.",
    input: z.strictObject({ version: acceptedNorms }),
    reply: groupView,
    policy: canEnterGroup,
    about: "group",
  }),
  leave: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/leave",
    summary: "Goes out of a group. Its last facilitator names another one first.",
    input: z.strictObject({}),
    reply: z.object({}),
    policy: canLeaveGroup,
    about: "group",
  }),
  move: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/home",
    summary:
      "Moves a group to another home of the viewer's. Who is in it and what is in it stay; who finds it, and who stands above it, are others.",
    input: z.strictObject(homeFields),
    reply: groupView,
    policy: canFacilitateGroup,
    about: "group",
    logs: ["groups:movedHome"],
  }),
  archive: endpoint({
    method: "POST",
    path: "/api/groups/:groupId/archive",
    summary:
      "Closes a group that is over: it stays readable to its people and nothing is written. Or opens it again.",
    input: z.strictObject({ isArchived: z.boolean() }),
    reply: groupView,
    policy: canFacilitateGroup,
    about: "group",
    logs: ["groups:archived", "groups:opened"],
  }),
};

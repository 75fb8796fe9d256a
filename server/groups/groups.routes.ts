import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { groupEndpoints as doors } from "#shared/groups/groups.endpoints";
import {
  invitationEndpoints,
  membershipEndpoints,
  requestEndpoints,
} from "#shared/groups/memberships.endpoints";
import type { Id } from "#shared/ids";
import {
  acceptNorms,
  archiveGroup,
  changeGroup,
  changeNorms,
  foundGroup,
  moveGroup,
} from "./groups.commands";
import { findGroup, listGroups, listOwnGroups, toGroupView } from "./groups.reads";
import { listHomes } from "./homes.reads";
import {
  acceptInvitation,
  declineInvitation,
  inviteToGroup,
  type Post,
  withdrawInvitation,
} from "./invitations.commands";
import { listInvitations, listOwnInvitations } from "./invitations.reads";
import { joinGroup, leaveGroup, namePart, removeFromGroup } from "./memberships.commands";
import { listRoster } from "./memberships.reads";
import { endPause, pauseInGroup } from "./pauses.commands";
import { answerRequest, askToJoin, withdrawRequest } from "./requests.commands";
import { listOwnRequests, listRequests } from "./requests.reads";

/** The doors of groups, of who is in them, and of how one comes into them. */
export function makeGroupRoutes(post: Post): Router {
  const routes = Router();
  const gateFounding = rateLimit({ points: 20, seconds: 3_600 });
  const gateRequests = rateLimit({ points: 30, seconds: 3_600 });
  // Each writes a letter: enough for a whole group, and never many to one mailbox.
  const gateInvitations = rateLimit({ points: 200, seconds: 3_600 });
  const gateLetters = rateLimit({ points: 6, seconds: 3_600 });

  mount(routes, doors.list, ({ viewer, input }) => listGroups(viewer, input));
  mount(routes, doors.listOwn, ({ viewer, input }) => listOwnGroups(viewer, input));
  mount(routes, doors.listHomes, ({ viewer }) => listHomes(viewer));
  mount(routes, doors.found, async ({ viewer, input }) => {
    await gateFounding(viewer.personId as Id);
    return await foundGroup(viewer, input);
  });
  mount(routes, doors.show, async ({ viewer, params }) =>
    toGroupView(viewer, await findGroup(viewer, params.groupId)),
  );
  mount(routes, doors.change, ({ viewer, params, input }) => changeGroup(viewer, params.groupId, input));
  mount(routes, doors.changeNorms, ({ viewer, params, input }) => changeNorms(viewer, params.groupId, input));
  mount(routes, doors.acceptNorms, ({ viewer, params, input }) => acceptNorms(viewer, params.groupId, input));
  mount(routes, doors.move, ({ viewer, params, input }) => moveGroup(viewer, params.groupId, input));
  mount(routes, doors.archive, ({ viewer, params, input }) => archiveGroup(viewer, params.groupId, input));
  mount(routes, doors.join, ({ viewer, params, input }) => joinGroup(viewer, params.groupId, input));
  mount(routes, doors.leave, ({ viewer, params }) => leaveGroup(viewer, params.groupId));

  mount(routes, membershipEndpoints.list, async ({ viewer, params, input }) =>
    listRoster(viewer, await findGroup(viewer, params.groupId), input),
  );
  mount(routes, membershipEndpoints.namePart, ({ viewer, params, input }) => namePart(viewer, params, input));
  mount(routes, membershipEndpoints.remove, ({ viewer, params, input }) =>
    removeFromGroup(viewer, params, input),
  );
  mount(routes, membershipEndpoints.pause, ({ viewer, params, input }) =>
    pauseInGroup(viewer, params, input),
  );
  mount(routes, membershipEndpoints.endPause, ({ viewer, params }) => endPause(viewer, params));

  mount(routes, requestEndpoints.ask, async ({ viewer, params, input }) => {
    await gateRequests(viewer.personId as Id);
    return await askToJoin(viewer, params.groupId, input);
  });
  mount(routes, requestEndpoints.list, async ({ viewer, params, input }) =>
    listRequests(viewer, await findGroup(viewer, params.groupId), input),
  );
  mount(routes, requestEndpoints.listOwn, ({ viewer, input }) => listOwnRequests(viewer, input));
  mount(routes, requestEndpoints.answer, ({ viewer, params, input }) =>
    answerRequest(viewer, params.requestId, input),
  );
  mount(routes, requestEndpoints.withdraw, ({ viewer, params }) => withdrawRequest(viewer, params.requestId));

  mount(routes, invitationEndpoints.invite, async ({ viewer, params, input }) => {
    await gateInvitations(viewer.personId as Id);
    return await inviteToGroup(viewer, params.groupId, input, { ...post, gate: gateLetters });
  });
  mount(routes, invitationEndpoints.list, async ({ viewer, params, input }) =>
    listInvitations(viewer, await findGroup(viewer, params.groupId), input),
  );
  mount(routes, invitationEndpoints.listOwn, ({ viewer, input }) => listOwnInvitations(viewer, input));
  mount(routes, invitationEndpoints.accept, ({ viewer, params, input }) =>
    acceptInvitation(viewer, params.invitationId, input),
  );
  mount(routes, invitationEndpoints.decline, ({ viewer, params }) =>
    declineInvitation(viewer, params.invitationId),
  );
  mount(routes, invitationEndpoints.withdraw, ({ viewer, params }) =>
    withdrawInvitation(viewer, params.invitationId),
  );
  return routes;
}

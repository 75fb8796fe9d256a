import { Router } from "express";
import { authorize } from "#server/errors";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { askedEndpoints as asked } from "#shared/forums/asked.contract";
import { holdRulesEndpoints as rules } from "#shared/forums/holdRules.contract";
import { moderationEndpoints as doors, heldEndpoints as held } from "#shared/forums/moderation.endpoints";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import type { Endpoint, InputOf, ReplyOf } from "#shared/http/endpoint";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { askNoMore, askToEdit } from "./asked.commands";
import { listAsked } from "./asked.reads";
import { crossPost, moveHome, takeThreadAway } from "./crossPosts.commands";
import { refuseHeld, releaseHeld, takeHeldBack } from "./held.commands";
import { listHeld, listOwnHeld } from "./held.reads";
import { holdPost } from "./hiding.commands";
import { changeHoldRules } from "./holdRules.commands";
import { showHoldRules } from "./holdRules.reads";
import { mergeThread } from "./merges.commands";
import { paceThread } from "./pace.commands";
import { findWhereabouts } from "./posts.reads";
import { findSpace } from "./spaces.reads";
import { splitThread } from "./splits.commands";

export const moderationRoutes = Router();

const gate = rateLimit({ points: 40, seconds: 10 });

mount(moderationRoutes, doors.whereabouts, ({ viewer, params }) => findWhereabouts(viewer, params.postId));
mountInThread(doors.split, splitThread);
mountInThread(doors.merge, mergeThread);
mountInThread(doors.moveHome, moveHome);
mountInThread(doors.crossPost, crossPost);
mountInThread(doors.takeAway, takeThreadAway);
mountInThread(doors.pace, paceThread);
mount(moderationRoutes, doors.hold, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await holdPost(viewer, params.postId, input);
});
mount(moderationRoutes, asked.list, ({ viewer, params, input }) => listAsked(viewer, params.threadId, input));
mount(moderationRoutes, asked.ask, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await askToEdit(viewer, params.postId, input);
});
mount(moderationRoutes, asked.takeBack, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await askNoMore(viewer, params.postId, input);
});

mount(moderationRoutes, held.list, async ({ viewer, params, input }) => {
  const { subject } = await findSpace(viewer, params.spaceId);
  authorize(canModerateSpace(viewer, subject));
  return await listHeld(params.spaceId, input);
});
mount(moderationRoutes, held.listOwn, ({ viewer, input }) => listOwnHeld(viewer, input));
mountOnHeld(held.release, releaseHeld);
mountOnHeld(held.refuse, refuseHeld);
mountOnHeld(held.takeBack, takeHeldBack);
mount(moderationRoutes, rules.show, ({ viewer, params }) => showHoldRules(viewer, params.spaceId));
mount(moderationRoutes, rules.change, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await changeHoldRules(viewer, params.spaceId, input);
});

/** Opens the door of a deed with a whole thread; nobody may do so many at once that others cannot read along. */
function mountInThread<E extends Endpoint<`/api/threads/:threadId/${string}`>>(
  door: E,
  command: (viewer: Viewer, threadId: Id, input: InputOf<E>) => Promise<ReplyOf<E>>,
): void {
  mount(moderationRoutes, door, async ({ viewer, params, input }) => {
    await gate(viewer.personId as Id);
    return await command(viewer, (params as { threadId: Id }).threadId, input);
  });
}

/** The same with something that waits. */
function mountOnHeld<E extends Endpoint<`/api/held/:heldId/${string}`>>(
  door: E,
  command: (viewer: Viewer, heldId: Id, input: InputOf<E>) => Promise<ReplyOf<E>>,
): void {
  mount(moderationRoutes, door, async ({ viewer, params, input }) => {
    await gate(viewer.personId as Id);
    return await command(viewer, (params as { heldId: Id }).heldId, input);
  });
}

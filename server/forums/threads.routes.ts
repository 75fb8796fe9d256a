import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { proposalEndpoints as proposals } from "#shared/forums/proposals.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import type { Endpoint, InputOf, ReplyOf } from "#shared/http/endpoint";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listBookmarks } from "./bookmarks.reads";
import { listFollowed } from "./followed.reads";
import { findInThread } from "./foundInThread.reads";
import { acceptAnswer, closeThread, retitleThread, vote } from "./heads.commands";
import { hidePost } from "./hiding.commands";
import { placeThread } from "./placements.commands";
import { editPost, react, reply, withdrawPost } from "./posts.commands";
import { findPost, listPosts, listRevisions, showThread, toPostViews } from "./posts.reads";
import { moveDecideBy, stateOutcome } from "./proposals.commands";
import { bookmarkPost, followThread, noteRead } from "./readings.commands";
import { listThreads } from "./threadPages.reads";
import { startThread } from "./threads.commands";

export const threadRoutes = Router();

type Gate = (key: string) => Promise<void>;
const gateStarts = rateLimit({ points: 20, seconds: 600 });
const gateReplies = rateLimit({ points: 40, seconds: 60 });
/** It is looked for while one types. */
const gateFinds = rateLimit({ points: 120, seconds: 60 });
const gateDeeds = rateLimit({ points: 40, seconds: 10 });

mount(threadRoutes, doors.list, ({ viewer, params, input }) => listThreads(viewer, params.spaceId, input));
mount(threadRoutes, doors.listFollowed, ({ viewer, input }) => listFollowed(viewer, input));
mount(threadRoutes, doors.show, ({ viewer, params, input }) => showThread(viewer, params.threadId, input));
mount(threadRoutes, doors.posts, ({ viewer, params, input }) => listPosts(viewer, params.threadId, input));
mount(threadRoutes, doors.find, async ({ viewer, params, input }) => {
  await gateFinds(viewer.personId as Id);
  return await findInThread(viewer, params.threadId, input);
});
mount(threadRoutes, doors.listBookmarks, ({ viewer, input }) => listBookmarks(viewer, input));
mount(threadRoutes, doors.revisions, ({ viewer, params, input }) =>
  listRevisions(viewer, params.postId, input),
);
mount(threadRoutes, doors.findPost, async ({ viewer, params }) => {
  const [view] = await toPostViews([(await findPost(viewer, params.postId)).post]);
  return view!;
});

mount(threadRoutes, doors.start, async ({ viewer, params, input }) => {
  await gateStarts(viewer.personId as Id);
  return await startThread(viewer, params.categoryId, input);
});
mountInThread(doors.reply, reply, gateReplies);
mountInThread(doors.vote, vote);
mountInThread(doors.retitle, retitleThread);
mountInThread(doors.accept, acceptAnswer);
mountInThread(doors.close, closeThread);
mountInThread(doors.place, placeThread);
mountInThread(proposals.decide, stateOutcome);
mountInThread(proposals.decideBy, moveDecideBy);
mountInThread(doors.noteRead, noteRead);
mountInThread(doors.follow, followThread);
mountOnPost(doors.react, react);
mountOnPost(doors.edit, editPost);
mountOnPost(doors.withdraw, withdrawPost);
mountOnPost(doors.hide, hidePost);
mountOnPost(doors.bookmark, bookmarkPost);

/** Opens the door of a deed in a thread; nobody may do so many at once that others cannot read along. */
function mountInThread<E extends Endpoint<`/api/threads/:threadId/${string}`>>(
  door: E,
  command: (viewer: Viewer, threadId: Id, input: InputOf<E>) => Promise<ReplyOf<E>>,
  gate: Gate = gateDeeds,
): void {
  mount(threadRoutes, door, async ({ viewer, params, input }) => {
    await gate(viewer.personId as Id);
    return await command(viewer, (params as { threadId: Id }).threadId, input);
  });
}

/** The same on one of its posts. */
function mountOnPost<E extends Endpoint<`/api/posts/:postId/${string}`>>(
  door: E,
  command: (viewer: Viewer, postId: Id, input: InputOf<E>) => Promise<ReplyOf<E>>,
): void {
  mount(threadRoutes, door, async ({ viewer, params, input }) => {
    await gateDeeds(viewer.personId as Id);
    return await command(viewer, (params as { postId: Id }).postId, input);
  });
}

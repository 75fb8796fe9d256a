import { keepRole } from "#server/campuses/roles.model";
import { revoke } from "#server/live/revocations";
import { answerIn, type ForumOfOurs, start } from "#server/testing/buildForum";
import { buildRoom, buildSomeone, type RoomOfOurs } from "#server/testing/buildRoom";
import type { TestServer } from "#server/testing/startServer";
import { appealEndpoints } from "#shared/care/appeals.contract";
import { reportEndpoints } from "#shared/care/care.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { requestEndpoints } from "#shared/groups/memberships.endpoints";
import type { Endpoint } from "#shared/http/endpoint";
import { type Id, newId } from "#shared/ids";

/** Where somebody looks after what others say. */
export interface Place {
  server: TestServer;
  forum: ForumOfOurs;
  /** The commons of a convening of the same alliance, with one category. */
  commons: { spaceId: Id; categoryId: Id };
}

/** A deed of its own. */
export const deed = () => ({ deedId: newId() });
export const reason = "Rule 2: speak for yourself.";
/** A pace of one minute. */
export const slow = () => ({ seconds: 60, reason, until: Date.now() + 60_000 });
/** A thread by Max. */
export const begin = (on: Place, kind: "discussion" | "question" | "proposal" = "discussion") =>
  start(on.forum.categoryId, on.forum.max, { kind });
/** Passes a door as Stu, who stewards the alliance. */
export const stu = <E extends Endpoint>(on: Place, door: E, params: object, input: object) =>
  on.forum.stu.browser.do(door as never, { params, input } as never);
/** The same in a thread. */
export const inThread = (on: Place, door: Endpoint, threadId: Id, input: object) =>
  stu(on, door, { threadId }, { ...deed(), ...input });
/** The same with a post. */
export const onPost = (on: Place, door: Endpoint, postId: Id, input: object) =>
  stu(on, door, { postId }, { ...deed(), ...input });
/** What a category says. */
export const words = {
  title: "Words",
  description: "",
  ...{ read: "everyone", start: "everyone", answer: "everyone" },
};
/** Sets the pace of a thread. */
export const pace = (on: Place, threadId: Id, given: object) =>
  inThread(on, moderationEndpoints.pace, threadId, { slow: null, isHolding: false, ...given });

/** A reply of Mia’s that waits for a moderator. */
export async function replyThatWaits(on: Place): Promise<Id> {
  const threadId = await begin(on);
  await pace(on, threadId, { isHolding: true });
  await answerIn(threadId, on.forum.mia, "A word that waits");
  const { items } = await on.forum.stu.browser.do(heldEndpoints.list, {
    params: { spaceId: on.forum.spaceId },
    input: {},
  });
  return items.find((held) => held.threadId === threadId)!.id;
}

/** A post that Mia has reported. */
export async function reported(on: Place): Promise<{ postId: Id; reportId: Id }> {
  const [postId, reportId] = [await begin(on), newId()];
  const input = { reportId, reason: "hurts" as const, note: "Between us." };
  await on.forum.mia.browser.do(reportEndpoints.report, { params: { postId }, input });
  return { postId, reportId };
}

/** A group that Stu facilitates. */
export async function founded(on: Place, joining: "open" | "request" = "open"): Promise<Id> {
  const groupId = newId();
  const group = { groupId, kind: "interest", name: "Words", purpose: "To try.", joining, norms: ["Listen."] };
  await stu(
    on,
    groupEndpoints.found,
    {},
    { ...group, programId: on.server.world.programs.northern, campusId: null },
  );
  return groupId;
}

/** The same with Max in it. */
export async function joined(on: Place): Promise<Id> {
  const groupId = await founded(on);
  await on.forum.max.browser.do(groupEndpoints.join, { params: { groupId }, input: { version: 1 } });
  return groupId;
}

/** A debrief room at Alder that Stu facilitates too. */
export async function facilitated({ server, forum }: Place): Promise<RoomOfOurs> {
  const room = await buildRoom(server);
  const role = { role: "facilitator", scopeKind: "room", scopeId: room.id } as const;
  await keepRole({ ...role, personId: forum.stu.personId, givenBy: null });
  await revoke(forum.stu.personId);
  return room;
}

/** The wish of Max to join a group of Stu’s. */
export async function askedToJoin(on: Place): Promise<Id> {
  const [groupId, requestId] = [await founded(on, "request"), newId()];
  const input = { requestId, words: "Let me in.", version: 1 };
  await on.forum.max.browser.do(requestEndpoints.ask, { params: { groupId }, input });
  return requestId;
}

/** An appeal of Max’s against another steward, who has hidden a post of his. */
export async function appealed(on: Place): Promise<Id> {
  const { campuses, programs } = on.server.world;
  const stewards = { role: "steward", scopeKind: "alliance", scopeId: programs.northern } as const;
  const sue = await buildSomeone(on.server, "Sue", campuses.dogwood, [stewards]);
  const postId = await begin(on);
  const input = { ...deed(), isHidden: true, reason };
  await sue.browser.do(threadEndpoints.hide, { params: { postId }, input });
  const { items } = await on.forum.max.browser.do(appealEndpoints.listDecisions, { input: {} });
  const [entryId, appealId] = [items.find(({ post }) => post?.id === postId)!.id, newId()];
  const words = "It was meant otherwise.";
  await on.forum.max.browser.do(appealEndpoints.appeal, { params: { entryId }, input: { appealId, words } });
  return appealId;
}

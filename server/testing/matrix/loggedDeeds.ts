import { runSent, sendFile } from "#server/testing/bringIn";
import { answerIn, buildCategory } from "#server/testing/buildForum";
import { say } from "#server/testing/buildRoom";
import { answerAll, buildSplit, trySplit } from "#server/testing/moderating";
import { appealEndpoints } from "#shared/care/appeals.contract";
import { reportEndpoints } from "#shared/care/care.contract";
import type { LogDeed } from "#shared/care/log.contract";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { heldRemarkEndpoints } from "#shared/debriefs/heldRemarks.endpoints";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import { askedEndpoints } from "#shared/forums/asked.contract";
import { holdRulesEndpoints } from "#shared/forums/holdRules.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { proposalEndpoints } from "#shared/forums/proposals.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints, requestEndpoints } from "#shared/groups/memberships.endpoints";
import { newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import {
  appealed,
  askedToJoin,
  begin,
  deed,
  facilitated,
  founded,
  inThread,
  joined,
  onPost,
  type Place,
  pace,
  reason,
  replyThatWaits,
  reported,
  slow,
  stu,
  words,
} from "./lookingAfter";

const forADay = { hours: 24, reason };
const pauseOf5 = () => ({ pauseId: newId(), minutes: 5, reason });

/** What has to be done first; answers the deed itself. A deed that is added is done here, or the types say so. */
export const doings: Record<LogDeed, (on: Place) => Promise<() => Promise<unknown>>> = {
  "forums:retitled": async (on) => {
    const threadId = await begin(on);
    return () => inThread(on, threadEndpoints.retitle, threadId, { title: "Another title", tags: [] });
  },
  "forums:accepted": async (on) => {
    const threadId = await begin(on, "question");
    const { data } = await answerIn(threadId, on.forum.mia, "So.");
    return () => inThread(on, threadEndpoints.accept, threadId, { postId: data.post.id });
  },
  "forums:closed": async (on) => {
    const threadId = await begin(on);
    return () => inThread(on, threadEndpoints.close, threadId, { isClosed: true });
  },
  "forums:reopened": async (on) => {
    const threadId = await begin(on);
    await inThread(on, threadEndpoints.close, threadId, { isClosed: true });
    return () => inThread(on, threadEndpoints.close, threadId, { isClosed: false });
  },
  "forums:placed": async (on) => {
    const { spaceId, categoryId } = on.forum;
    const place = { spaceId, categoryId, isPinned: true, isHidden: false };
    const threadId = await begin(on);
    return () => inThread(on, threadEndpoints.place, threadId, place);
  },
  "forums:movedHome": async (on) => {
    const threadId = await begin(on);
    return () => inThread(on, moderationEndpoints.moveHome, threadId, { categoryId: on.commons.categoryId });
  },
  "forums:crossPosted": async (on) => {
    const threadId = await begin(on);
    return () => inThread(on, moderationEndpoints.crossPost, threadId, { categoryId: on.commons.categoryId });
  },
  "forums:takenAway": async (on) => {
    const threadId = await begin(on);
    await inThread(on, moderationEndpoints.crossPost, threadId, { categoryId: on.commons.categoryId });
    return () => inThread(on, moderationEndpoints.takeAway, threadId, { spaceId: on.commons.spaceId });
  },
  "forums:split": async (on) => {
    const threadId = await begin(on);
    const postIds = await answerAll(threadId, [on.forum.mia], 2);
    return () => trySplit(on.forum.stu, threadId, buildSplit(on.forum.categoryId, postIds));
  },
  "forums:merged": async (on) => {
    const [threadId, intoId] = [await begin(on), await begin(on)];
    return () => inThread(on, moderationEndpoints.merge, threadId, { intoId });
  },
  "forums:paced": async (on) => {
    const threadId = await begin(on);
    return () => pace(on, threadId, { slow: slow() });
  },
  "forums:decided": async (on) => {
    const threadId = await begin(on, "proposal");
    const outcome = { result: "accepted" as const, body: fromPlainText("So be it.") };
    return () => inThread(on, proposalEndpoints.decide, threadId, outcome);
  },
  "forums:decideByMoved": async (on) => {
    const threadId = await begin(on, "proposal");
    return () => inThread(on, proposalEndpoints.decideBy, threadId, { decideBy: Date.now() + 86_400_000 });
  },
  "forums:hidden": async (on) => {
    const postId = await begin(on);
    return () => onPost(on, threadEndpoints.hide, postId, { isHidden: true, reason });
  },
  "forums:shown": async (on) => {
    const postId = await begin(on);
    await onPost(on, threadEndpoints.hide, postId, { isHidden: true, reason });
    return () => onPost(on, threadEndpoints.hide, postId, { isHidden: false, reason: "" });
  },
  "forums:askedToEdit": async (on) => {
    const postId = await begin(on);
    return () => onPost(on, askedEndpoints.ask, postId, { reason });
  },
  "forums:askedNoMore": async (on) => {
    const postId = await begin(on);
    await onPost(on, askedEndpoints.ask, postId, { reason });
    return () => onPost(on, askedEndpoints.takeBack, postId, {});
  },
  "forums:heldBack": async (on) => {
    const postId = await begin(on);
    return () => onPost(on, moderationEndpoints.hold, postId, { reason });
  },
  "forums:released": async (on) => {
    const heldId = await replyThatWaits(on);
    return () => stu(on, heldEndpoints.release, { heldId }, deed());
  },
  "forums:refused": async (on) => {
    const heldId = await replyThatWaits(on);
    return () => stu(on, heldEndpoints.refuse, { heldId }, { ...deed(), reason });
  },
  "forums:categoryAdded": async (on) => () =>
    stu(on, spaceEndpoints.addCategory, { spaceId: on.forum.spaceId }, { categoryId: newId(), ...words }),
  "forums:categoryChanged": async (on) => {
    const categoryId = await buildCategory(on.forum.spaceId);
    return () => stu(on, spaceEndpoints.changeCategory, { categoryId }, words);
  },
  "forums:categoryArchived": async (on) => {
    const categoryId = await buildCategory(on.forum.spaceId);
    return () => stu(on, spaceEndpoints.archiveCategory, { categoryId }, { isArchived: true, year: null });
  },
  "forums:categoryOpened": async (on) => {
    const categoryId = await buildCategory(on.forum.spaceId);
    await stu(on, spaceEndpoints.archiveCategory, { categoryId }, { isArchived: true, year: null });
    return () => stu(on, spaceEndpoints.archiveCategory, { categoryId }, { isArchived: false, year: null });
  },
  "forums:categoryPlaced": async (on) => {
    const categoryId = await buildCategory(on.forum.spaceId);
    return () => stu(on, spaceEndpoints.placeCategory, { categoryId }, { before: on.forum.categoryId });
  },
  "forums:rulesChanged": async (on) => async () => {
    const params = { spaceId: on.forum.spaceId };
    const { version } = await on.forum.stu.browser.do(holdRulesEndpoints.show, { params });
    return await stu(on, holdRulesEndpoints.change, params, {
      ...{ over: version, words: ["hedgehog"], links: "never" },
    });
  },
  "forums:imported": async (on) => {
    const file = "thread,title,author_name,created_at,body\n1,Moved,Pat,2022-01-01,First";
    const sent = await sendFile(on.forum.stu.browser, on.forum, file);
    return () => runSent(on.forum.stu.browser, sent);
  },
  "groups:changed": async (on) => {
    const input = {
      kind: "working" as const,
      name: "Words",
      purpose: "To try.",
      joining: "request" as const,
    };
    return async () => stu(on, groupEndpoints.change, { groupId: await founded(on) }, input);
  },
  "groups:normsChanged": async (on) => {
    const groupId = await founded(on);
    return () => stu(on, groupEndpoints.changeNorms, { groupId }, { over: 1, norms: ["Listen twice."] });
  },
  "groups:movedHome": async (on) => {
    const groupId = await founded(on);
    const campusId = on.server.world.campuses.dogwood;
    return () => stu(on, groupEndpoints.move, { groupId }, { programId: null, campusId });
  },
  "groups:archived": async (on) => {
    const groupId = await founded(on);
    return () => stu(on, groupEndpoints.archive, { groupId }, { isArchived: true });
  },
  "groups:opened": async (on) => {
    const groupId = await founded(on);
    await stu(on, groupEndpoints.archive, { groupId }, { isArchived: true });
    return () => stu(on, groupEndpoints.archive, { groupId }, { isArchived: false });
  },
  "groups:facilitatorNamed": async (on) => {
    const params = { groupId: await joined(on), personId: on.forum.max.personId };
    return () => stu(on, membershipEndpoints.namePart, params, { part: "facilitator" });
  },
  "groups:memberAgain": async (on) => {
    const params = { groupId: await joined(on), personId: on.forum.max.personId };
    await stu(on, membershipEndpoints.namePart, params, { part: "facilitator" });
    return () => stu(on, membershipEndpoints.namePart, params, { part: "member" });
  },
  "groups:paused": async (on) => {
    const params = { groupId: await joined(on), personId: on.forum.max.personId };
    return () => stu(on, membershipEndpoints.pause, params, { ...forADay, pauseId: newId(), pace: 0 });
  },
  "groups:slowed": async (on) => {
    const params = { groupId: await joined(on), personId: on.forum.max.personId };
    return () => stu(on, membershipEndpoints.pause, params, { ...forADay, pauseId: newId(), pace: 600 });
  },
  "groups:pauseEnded": async (on) => {
    const params = { groupId: await joined(on), personId: on.forum.max.personId };
    await stu(on, membershipEndpoints.pause, params, { ...forADay, pauseId: newId(), pace: 0 });
    return () => stu(on, membershipEndpoints.endPause, params, {});
  },
  "groups:removed": async (on) => {
    const params = { groupId: await joined(on), personId: on.forum.max.personId };
    return () => stu(on, membershipEndpoints.remove, params, { reason });
  },
  "groups:letIn": async (on) => {
    const requestId = await askedToJoin(on);
    return () => stu(on, requestEndpoints.answer, { requestId }, { isAccepted: true, words: "" });
  },
  "groups:declined": async (on) => {
    const requestId = await askedToJoin(on);
    return () => stu(on, requestEndpoints.answer, { requestId }, { isAccepted: false, words: reason });
  },
  "debriefs:paused": async (on) => {
    const { params, max } = await facilitated(on);
    const inRoom = { ...params, personId: max.personId };
    return () => stu(on, pauseEndpoints.pause, inRoom, pauseOf5());
  },
  "debriefs:pauseEnded": async (on) => {
    const { params, max } = await facilitated(on);
    const inRoom = { ...params, personId: max.personId };
    await stu(on, pauseEndpoints.pause, inRoom, pauseOf5());
    return () => stu(on, pauseEndpoints.end, inRoom, {});
  },
  "debriefs:remarkDeclined": async (on) => {
    const room = await facilitated(on);
    await stu(on, debriefEndpoints.hold, room.params, { ...deed(), segment: 0, isHolding: true });
    const inRoom = { ...room.params, heldId: await say(room, room.max, "A word that waits.") };
    return () => stu(on, heldRemarkEndpoints.decline, inRoom, { reason });
  },
  "debriefs:floorTaken": async (on) => {
    const { params, max } = await facilitated(on);
    await max.browser.do(debriefEndpoints.raiseHand, { params, input: deed() });
    const floor = { ...deed(), personId: max.personId };
    await stu(on, debriefEndpoints.call, params, floor);
    return () => stu(on, debriefEndpoints.freeFloor, params, { ...floor, ...deed() });
  },
  "care:settledAsked": async (on) => {
    const { postId, reportId } = await reported(on);
    await onPost(on, askedEndpoints.ask, postId, { reason });
    return () => stu(on, reportEndpoints.settle, { reportId }, { ...deed(), outcome: "asked" });
  },
  "care:settledHidden": async (on) => {
    const { postId, reportId } = await reported(on);
    await onPost(on, threadEndpoints.hide, postId, { isHidden: true, reason });
    return () => stu(on, reportEndpoints.settle, { reportId }, { ...deed(), outcome: "hidden" });
  },
  "care:settledStays": async (on) => {
    const { reportId } = await reported(on);
    return () => stu(on, reportEndpoints.settle, { reportId }, { ...deed(), outcome: "stays" });
  },
  "care:handedUp": async (on) => {
    const { reportId } = await reported(on);
    return () => stu(on, reportEndpoints.handUp, { reportId }, { ...deed(), reason });
  },
  "care:appealStands": async (on) => {
    const appealId = await appealed(on);
    return () =>
      stu(on, appealEndpoints.decide, { appealId }, { ...deed(), outcome: "stands", answer: reason });
  },
  "care:appealUndone": async (on) => {
    const appealId = await appealed(on);
    return () =>
      stu(on, appealEndpoints.decide, { appealId }, { ...deed(), outcome: "undone", answer: reason });
  },
  "care:appealHandedUp": async (on) => {
    const appealId = await appealed(on);
    return () => stu(on, appealEndpoints.handUp, { appealId }, { ...deed(), reason });
  },
};

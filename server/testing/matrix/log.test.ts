import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Entry, type EntryRecord, verifyLedgers } from "#server/database/ledger";
import { findSpaceOf } from "#server/forums/spaces.model";
import { runSent, sendFile } from "#server/testing/bringIn";
import { answerIn, buildCategory, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { answerAll, buildSplit, trySplit } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints } from "#shared/care/care.contract";
import { type LogDeed, logDeeds } from "#shared/care/log.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints, requestEndpoints } from "#shared/groups/memberships.endpoints";
import type { Endpoint, Subject } from "#shared/http/endpoint";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { cases, fillRooms } from "./subjects";
import { buildAskers } from "./viewers";

/*
 * Every door through which somebody looks after what others say × the log. Which doors these are is worked out from the
 * policies: those that let a keeper do to a thing what a member who knows of it may not.
 */

let server: TestServer;
let forum: ForumOfOurs;
/** The commons of a convening of the same alliance, with one category. */
let commons: { spaceId: Id; categoryId: Id };
beforeAll(async () => {
  server = await startServer({ hasJobs: true });
  await fillRooms(server);
  const spaceId = (await findSpaceOf("convening", server.world.convenings.northern))!._id;
  commons = { spaceId, categoryId: await buildCategory(spaceId) };
});
beforeEach(async () => {
  forum = await buildForum(server);
});
afterAll(() => server.close());

/** What is looked after. What is held or reported nobody knows of but its author and those who decide. */
const FORUMS: Subject[] = ["space", "category", "thread", "placement", "post", "held", "report"];
const CARED_FOR: Subject[] = [...FORUMS, "group", "membership", "request"];
const KNOWN_TO_KEEPERS: Subject[] = ["held", "report", "membership", "request"];
/** Of what these bring nobody sees anything before it is run, which is entered. */
const PREPARING = ["/imports", "/imports/:importId/pieces", "/imports/:importId/check"];
/** An invitation is a record of its own of who invited whom. */
const KEPT_ELSEWHERE = ["/groups/:groupId/invitations"];

type Ask = (viewer: Viewer, subject: unknown) => boolean;

test("every door through which somebody looks after others says what the log calls it", async () => {
  const askers = await buildAskers(server);
  const silent: string[] = [];
  for (const door of server.app.endpoints) {
    if (door.method === "GET" || !CARED_FOR.includes(door.about) || door.logs !== undefined) continue;
    if ([...PREPARING, ...KEPT_ELSEWHERE].some((path) => door.path.endsWith(path))) continue;
    for (const { name, mayKnow, subject, subjectFor } of await cases[door.about](server)) {
      const may = ({ viewer }: (typeof askers)[number]) =>
        (door.policy as Ask)(viewer, subjectFor?.(viewer) ?? subject);
      const members = askers.filter(({ kind, viewer }) => kind.startsWith("member") && mayKnow(viewer));
      const keepers = askers
        .filter(({ kind }) => /^(steward|coordinator|facilitator of the group)/.test(kind))
        .filter(may);
      const isKept = KNOWN_TO_KEEPERS.includes(door.about) || members.length > 0;
      if (isKept && keepers.length > 0 && !members.some(may)) silent.push(`${toTitle(door)}: ${name}`);
    }
  }
  expect(silent).toEqual([]);
});

test("what a door says it enters is known to the log, and each is said by a door", () => {
  const said = server.app.endpoints.flatMap(({ logs = [] }) => logs);
  expect([...said].sort()).toEqual([...logDeeds].sort());
});

const deed = () => ({ deedId: newId() });
const reason = "Rule 2: speak for yourself.";
const slow = () => ({ seconds: 60, reason, until: Date.now() + 60_000 });
const begin = (kind: "discussion" | "question" = "discussion") =>
  start(forum.categoryId, forum.max, { kind });
/** As Stu, who stewards the alliance. */
const stu = <E extends Endpoint>(door: E, params: object, input: object) =>
  forum.stu.browser.do(door as never, { params, input } as never);
const inThread = (door: Endpoint, threadId: Id, input: object) =>
  stu(door, { threadId }, { ...deed(), ...input });
const onPost = (door: Endpoint, postId: Id, input: object) => stu(door, { postId }, { ...deed(), ...input });
const words = {
  title: "Words",
  description: "",
  ...{ read: "everyone", start: "everyone", answer: "everyone" },
};
const pace = (threadId: Id, given: object) =>
  inThread(moderationEndpoints.pace, threadId, { slow: null, isHolding: false, ...given });

async function replyThatWaits(): Promise<Id> {
  const threadId = await begin();
  await pace(threadId, { isHolding: true });
  await answerIn(threadId, forum.mia, "A word that waits");
  const { items } = await forum.stu.browser.do(heldEndpoints.list, {
    params: { spaceId: forum.spaceId },
    input: {},
  });
  return items.find((held) => held.threadId === threadId)!.id;
}

async function reported(): Promise<{ postId: Id; reportId: Id }> {
  const [postId, reportId] = [await begin(), newId()];
  const input = { reportId, reason: "hurts" as const, note: "Between us." };
  await forum.mia.browser.do(reportEndpoints.report, { params: { postId }, input });
  return { postId, reportId };
}

/** A group that Stu facilitates. */
async function founded(joining: "open" | "request" = "open"): Promise<Id> {
  const groupId = newId();
  const group = { groupId, kind: "interest", name: "Words", purpose: "To try.", joining, norms: ["Listen."] };
  await stu(
    groupEndpoints.found,
    {},
    { ...group, programId: server.world.programs.northern, campusId: null },
  );
  return groupId;
}

/** The same with Max in it. */
async function joined(): Promise<Id> {
  const groupId = await founded();
  await forum.max.browser.do(groupEndpoints.join, { params: { groupId }, input: { version: 1 } });
  return groupId;
}

async function askedToJoin(): Promise<Id> {
  const [groupId, requestId] = [await founded("request"), newId()];
  const input = { requestId, words: "Let me in.", version: 1 };
  await forum.max.browser.do(requestEndpoints.ask, { params: { groupId }, input });
  return requestId;
}

/** What has to be done first; answers the deed itself. A deed that is added is done here, or the types say so. */
const doings: Record<LogDeed, () => Promise<() => Promise<unknown>>> = {
  "forums:retitled": async () => {
    const threadId = await begin();
    return () => inThread(threadEndpoints.retitle, threadId, { title: "Another title", tags: [] });
  },
  "forums:accepted": async () => {
    const threadId = await begin("question");
    const { data } = await answerIn(threadId, forum.mia, "So.");
    return () => inThread(threadEndpoints.accept, threadId, { postId: data.post.id });
  },
  "forums:closed": async () => {
    const threadId = await begin();
    return () => inThread(threadEndpoints.close, threadId, { isClosed: true });
  },
  "forums:reopened": async () => {
    const threadId = await begin();
    await inThread(threadEndpoints.close, threadId, { isClosed: true });
    return () => inThread(threadEndpoints.close, threadId, { isClosed: false });
  },
  "forums:placed": async () => {
    const { spaceId, categoryId } = forum;
    const place = { spaceId, categoryId, isPinned: true, isHidden: false };
    const threadId = await begin();
    return () => inThread(threadEndpoints.place, threadId, place);
  },
  "forums:movedHome": async () => {
    const threadId = await begin();
    return () => inThread(moderationEndpoints.moveHome, threadId, { categoryId: commons.categoryId });
  },
  "forums:crossPosted": async () => {
    const threadId = await begin();
    return () => inThread(moderationEndpoints.crossPost, threadId, { categoryId: commons.categoryId });
  },
  "forums:takenAway": async () => {
    const threadId = await begin();
    await inThread(moderationEndpoints.crossPost, threadId, { categoryId: commons.categoryId });
    return () => inThread(moderationEndpoints.takeAway, threadId, { spaceId: commons.spaceId });
  },
  "forums:split": async () => {
    const threadId = await begin();
    const postIds = await answerAll(threadId, [forum.mia], 2);
    return () => trySplit(forum.stu, threadId, buildSplit(forum.categoryId, postIds));
  },
  "forums:merged": async () => {
    const [threadId, intoId] = [await begin(), await begin()];
    return () => inThread(moderationEndpoints.merge, threadId, { intoId });
  },
  "forums:paced": async () => {
    const threadId = await begin();
    return () => pace(threadId, { slow: slow() });
  },
  "forums:hidden": async () => {
    const postId = await begin();
    return () => onPost(threadEndpoints.hide, postId, { isHidden: true, reason });
  },
  "forums:shown": async () => {
    const postId = await begin();
    await onPost(threadEndpoints.hide, postId, { isHidden: true, reason });
    return () => onPost(threadEndpoints.hide, postId, { isHidden: false, reason: "" });
  },
  "forums:heldBack": async () => {
    const postId = await begin();
    return () => onPost(moderationEndpoints.hold, postId, { reason });
  },
  "forums:released": async () => {
    const heldId = await replyThatWaits();
    return () => stu(heldEndpoints.release, { heldId }, deed());
  },
  "forums:refused": async () => {
    const heldId = await replyThatWaits();
    return () => stu(heldEndpoints.refuse, { heldId }, { ...deed(), reason });
  },
  "forums:categoryAdded": async () => () =>
    stu(spaceEndpoints.addCategory, { spaceId: forum.spaceId }, { categoryId: newId(), ...words }),
  "forums:categoryChanged": async () => {
    const categoryId = await buildCategory(forum.spaceId);
    return () => stu(spaceEndpoints.changeCategory, { categoryId }, words);
  },
  "forums:categoryArchived": async () => {
    const categoryId = await buildCategory(forum.spaceId);
    return () => stu(spaceEndpoints.archiveCategory, { categoryId }, { isArchived: true, year: null });
  },
  "forums:categoryOpened": async () => {
    const categoryId = await buildCategory(forum.spaceId);
    await stu(spaceEndpoints.archiveCategory, { categoryId }, { isArchived: true, year: null });
    return () => stu(spaceEndpoints.archiveCategory, { categoryId }, { isArchived: false, year: null });
  },
  "forums:categoryPlaced": async () => {
    const categoryId = await buildCategory(forum.spaceId);
    return () => stu(spaceEndpoints.placeCategory, { categoryId }, { before: forum.categoryId });
  },
  "forums:imported": async () => {
    const file = "thread,title,author_name,created_at,body\n1,Moved,Pat,2022-01-01,First";
    const sent = await sendFile(forum.stu.browser, forum, file);
    return () => runSent(forum.stu.browser, sent);
  },
  "groups:changed": async () => {
    const input = {
      kind: "working" as const,
      name: "Words",
      purpose: "To try.",
      joining: "request" as const,
    };
    return async () => stu(groupEndpoints.change, { groupId: await founded() }, input);
  },
  "groups:normsChanged": async () => {
    const groupId = await founded();
    return () => stu(groupEndpoints.changeNorms, { groupId }, { over: 1, norms: ["Listen twice."] });
  },
  "groups:archived": async () => {
    const groupId = await founded();
    return () => stu(groupEndpoints.archive, { groupId }, { isArchived: true });
  },
  "groups:opened": async () => {
    const groupId = await founded();
    await stu(groupEndpoints.archive, { groupId }, { isArchived: true });
    return () => stu(groupEndpoints.archive, { groupId }, { isArchived: false });
  },
  "groups:facilitatorNamed": async () => {
    const params = { groupId: await joined(), personId: forum.max.personId };
    return () => stu(membershipEndpoints.namePart, params, { part: "facilitator" });
  },
  "groups:memberAgain": async () => {
    const params = { groupId: await joined(), personId: forum.max.personId };
    await stu(membershipEndpoints.namePart, params, { part: "facilitator" });
    return () => stu(membershipEndpoints.namePart, params, { part: "member" });
  },
  "groups:paused": async () => {
    const params = { groupId: await joined(), personId: forum.max.personId };
    return () => stu(membershipEndpoints.pause, params, { pauseId: newId(), hours: 24, reason });
  },
  "groups:pauseEnded": async () => {
    const params = { groupId: await joined(), personId: forum.max.personId };
    await stu(membershipEndpoints.pause, params, { pauseId: newId(), hours: 24, reason });
    return () => stu(membershipEndpoints.endPause, params, {});
  },
  "groups:removed": async () => {
    const params = { groupId: await joined(), personId: forum.max.personId };
    return () => stu(membershipEndpoints.remove, params, { reason });
  },
  "groups:letIn": async () => {
    const requestId = await askedToJoin();
    return () => stu(requestEndpoints.answer, { requestId }, { isAccepted: true, words: "" });
  },
  "groups:declined": async () => {
    const requestId = await askedToJoin();
    return () => stu(requestEndpoints.answer, { requestId }, { isAccepted: false, words: reason });
  },
  "care:settledHidden": async () => {
    const { postId, reportId } = await reported();
    await onPost(threadEndpoints.hide, postId, { isHidden: true, reason });
    return () => stu(reportEndpoints.settle, { reportId }, { ...deed(), outcome: "hidden" });
  },
  "care:settledStays": async () => {
    const { reportId } = await reported();
    return () => stu(reportEndpoints.settle, { reportId }, { ...deed(), outcome: "stays" });
  },
};

const entered = async () =>
  await Entry.find({ by: forum.stu.personId }).sort({ _id: 1 }).lean<EntryRecord[]>();

describe.each(logDeeds)("%s", (name) => {
  test("leaves its entry in the log of the space or group, once", async () => {
    const doIt = await doings[name]();
    const before = await entered();
    await doIt();
    const after = (await entered()).slice(before.length);
    const isOwn = ({ ledger }: EntryRecord) =>
      name.startsWith("groups:") ? ledger.startsWith("group:") : ledger === `space:${forum.spaceId}`;
    expect(after.filter(isOwn).map((entry) => entry.deed)).toEqual([name]);
    expect(after.every((entry) => entry.deed === name)).toBe(true);
  });
});

test("every log is whole after all of it", async () => {
  const walked = await verifyLedgers();
  expect(walked.length).toBeGreaterThan(1);
  expect(walked.filter(({ flaw }) => flaw !== null)).toEqual([]);
});

function toTitle({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}

import { Appeal } from "#server/care/appeals.model";
import { Report } from "#server/care/reports.model";
import { HeldRemark } from "#server/debriefs/heldRemarks.model";
import { RoomPause } from "#server/debriefs/pauses.model";
import { Asked } from "#server/forums/asked.model";
import { Held } from "#server/forums/held.model";
import { JoinRequest } from "#server/groups/requests.model";
import { appealEndpoints } from "#shared/care/appeals.contract";
import { reportEndpoints } from "#shared/care/care.contract";
import { askedEndpoints } from "#shared/forums/asked.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { membershipEndpoints, requestEndpoints } from "#shared/groups/memberships.endpoints";
import type { Endpoint } from "#shared/http/endpoint";
import { type Id, newId } from "#shared/ids";
import { answerIn, start } from "./buildForum";
import { type GroupOfOurs, peopleGroup } from "./buildGroup";
import { buildRoom, buildSomeone, type RoomOfOurs, type Someone } from "./buildRoom";
import { decline, hold, remark, show, write } from "./holding";
import { pause } from "./pausing";
import { latest, settle as settleLine, talk, write as writeOnLine } from "./speakingApart";
import type { TestServer } from "./startServer";

/** Something that waits for those who look after others, and what two of them are about to do with it. */
export interface Pair {
  acts: readonly [Act, Act];
  /** What whoever comes second is told. */
  told: string;
  /** By which of what an entry is about, or of whom, the log tells of it. */
  entries: Record<string, Id>;
  /** How it stands by now. */
  standing(): Promise<unknown>;
}

export interface Act {
  by: Someone;
  send(): Promise<{ status: number; body: { code?: string } }>;
  /** How it stands once that was done first. */
  stands: object;
  /** What the log tells of it; null where that is nothing. */
  deed: string | null;
}

/** Where they look after others: a group with three facilitators, and a room with two. */
export interface Place extends Pick<GroupOfOurs, "fay" | "max" | "params"> {
  server: TestServer;
  flo: Someone;
  ned: Someone;
  room: RoomOfOurs;
  /** A thread in the group, and one in which all replies wait. */
  threadId: Id;
  holdingId: Id;
}

const deedId = () => ({ deedId: newId() });
const reason = "It names a student.";
const answer = "We have talked.";

/** Makes such a place. */
export async function buildPlace(server: TestServer): Promise<Place> {
  const { id, params, fay, max } = await peopleGroup(server, { joining: "request" });
  const facilitates = [{ role: "facilitator", scopeKind: "group", scopeId: id } as const];
  const { dogwood } = server.world.campuses;
  const { spaceId } = await fay.browser.do(spaceEndpoints.findGroupSpace, { params });
  const { categories } = await fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  const [threadId, holdingId] = [await start(categories[0]!.id, fay), await start(categories[0]!.id, fay)];
  await through(fay, moderationEndpoints.pace, { threadId: holdingId }, { slow: null, isHolding: true });
  const room = await buildRoom(server);
  await hold(room, room.fay);
  return {
    ...{ server, params, fay, max, room, threadId, holdingId },
    flo: await buildSomeone(server, "Flo", dogwood, facilitates),
    ned: await buildSomeone(server, "Ned", dogwood, facilitates),
  };
}

/** Everything that waits for them, each made anew. */
export const pairs: Record<string, (on: Place, turn: number) => Promise<Pair>> = {
  "a report that both settle": async (on) => {
    const reportId = await reported(on);
    return ofReport(reportId, [settle(on.fay, reportId), settle(on.flo, reportId)]);
  },
  "a report that one hands up": async (on) => {
    const reportId = await reported(on);
    return ofReport(reportId, [handUpReport(on.fay, reportId), settle(on.flo, reportId)]);
  },
  "an appeal about which both decide": async (on) => {
    const appealId = await appealed(on);
    return ofAppeal(appealId, [decide(on.flo, appealId, "undone"), decide(on.ned, appealId, "stands")]);
  },
  "an appeal that one hands up": async (on) => {
    const appealId = await appealed(on);
    return ofAppeal(appealId, [handUpAppeal(on.flo, appealId), decide(on.ned, appealId, "undone")]);
  },
  "a reply that waits": async ({ fay, flo, max, holdingId }) => {
    const { id: heldId } = (await answerIn(holdingId, max, "About Jo.")).data.post;
    const { postId } = (await Held.findById(heldId).lean())!;
    const act = (by: Someone, name: "released" | "refused"): Act => ({
      ...{ by, stands: { state: name, decidedBy: by.personId }, deed: `forums:${name}` },
      send: () =>
        name === "released"
          ? through(by, heldEndpoints.release, { heldId }, {})
          : through(by, heldEndpoints.refuse, { heldId }, { reason }),
    });
    return {
      ...{ acts: [act(fay, "released"), act(flo, "refused")], told: "decided", entries: { postId } },
      standing: () => Held.findById(heldId).lean(),
    };
  },
  "a post whose author both ask to edit it": async ({ fay, flo, ...on }) => {
    const postId = await said(on);
    return ofAsked(postId, [ask(fay, postId), ask(flo, postId)], "isAsked");
  },
  "a request to edit that both take back": async ({ fay, flo, ned, ...on }) => {
    const postId = await said(on);
    await ask(ned, postId).send();
    const takeBack = (by: Someone): Act => ({
      ...{ by, stands: { state: "takenBack" }, deed: "forums:askedNoMore" },
      send: () => through(by, askedEndpoints.takeBack, { postId }, {}),
    });
    return ofAsked(postId, [takeBack(fay), takeBack(flo)], "notAsked");
  },
  "a request to join": async ({ server, params, fay, flo }, turn) => {
    const asker = await buildSomeone(server, `Asker ${turn}`, server.world.campuses.alder);
    const requestId = newId();
    const asked = { requestId, words: "", version: 1 };
    await asker.browser.do(requestEndpoints.ask, { params, input: asked });
    const act = (by: Someone, isAccepted: boolean): Act => ({
      ...{ by, stands: { state: isAccepted ? "accepted" : "declined", answeredBy: by.personId } },
      deed: isAccepted ? "groups:letIn" : "groups:declined",
      send: () =>
        by.browser.try(requestEndpoints.answer, {
          params: { requestId },
          input: { isAccepted, words: answer },
        }),
    });
    return {
      ...{ acts: [act(fay, true), act(flo, turn % 2 === 0)], told: "answered", entries: { requestId } },
      standing: () => JoinRequest.findById(requestId).lean(),
    };
  },
  "a private line that needs no answer": async ({ room }) => {
    await writeOnLine(room, room.max);
    const upTo = await latest(room);
    const act = (by: Someone): Act => ({
      ...{ by, stands: { settledBy: { name: by.name }, waitsSince: null }, deed: null },
      send: () => settleLine(room, by, upTo),
    });
    return {
      ...{ acts: [act(room.fay), act(room.finn)], told: "lineSettled", entries: { lineId: newId() } },
      standing: async () => (await talk(room)).line,
    };
  },
  "a remark that waits in a room": async ({ room }) => {
    const { fay, finn, max } = room;
    const words = remark();
    await write(room, max, words);
    const { deedId: heldId } = words;
    const stands = ({ personId }: Someone, state: string) => ({ state, settledBy: personId });
    const shows = { by: fay, stands: stands(fay, "shown"), deed: null, send: () => show(room, fay, heldId) };
    const declines = {
      ...{ by: finn, stands: stands(finn, "declined"), deed: "debriefs:remarkDeclined" },
      send: () => decline(room, finn, heldId),
    };
    return {
      ...{ acts: [shows, declines], told: "heldSettled", entries: { heldId } },
      standing: () => HeldRemark.findById(heldId).lean(),
    };
  },
  "somebody in a room who is to pause": async ({ server, room }) => {
    const { personId } = await buildSomeone(server, "Pat", server.world.campuses.alder);
    const act = (by: Someone, minutes: 5 | null): Act => ({
      ...{ by, stands: { by: by.personId, isUntilClosed: minutes === null }, deed: "debriefs:paused" },
      send: () => pause(room, by, { personId }, { minutes }),
    });
    return {
      ...{ acts: [act(room.fay, 5), act(room.finn, null)], told: "paused", entries: { whom: personId } },
      standing: () => RoomPause.findOne({ debriefId: room.id, personId }).lean(),
    };
  },
};

/** Passes a door by a deed of one's own, or tries to. */
function through(by: Someone, door: Endpoint, params: object, input: object) {
  return by.browser.try(door as never, { params, input: { ...deedId(), ...input } } as never) as ReturnType<
    Act["send"]
  >;
}

async function said({ threadId, max }: Pick<Place, "threadId" | "max">): Promise<Id> {
  return (await answerIn(threadId, max, "Jo said it.")).data.post.id;
}

async function reported({ ned, ...on }: Place): Promise<Id> {
  const [reportId, params] = [newId(), { postId: await said(on) }];
  const input = { reportId, reason: "hurts" as const, note: "" };
  await ned.browser.do(reportEndpoints.report, { params, input });
  return reportId;
}

/** An appeal of Max's against Fay, who has slowed him down anew. */
async function appealed({ fay, max, params }: Place): Promise<Id> {
  const person = { ...params, personId: max.personId };
  await fay.browser.do(membershipEndpoints.endPause, { params: person });
  const input = { pauseId: newId(), hours: 24, pace: 600, reason } as const;
  await fay.browser.do(membershipEndpoints.pause, { params: person, input });
  const { items } = await max.browser.do(appealEndpoints.listDecisions, { input: {} });
  const appealId = newId();
  const asked = { appealId, words: "I was quoting somebody." };
  await max.browser.do(appealEndpoints.appeal, { params: { entryId: items[0]!.id }, input: asked });
  await fay.browser.do(membershipEndpoints.endPause, { params: person });
  return appealId;
}

const settle = (by: Someone, reportId: Id): Act => ({
  ...{ by, stands: { isOpen: false, outcome: "stays", settledBy: by.personId }, deed: "care:settledStays" },
  send: () => through(by, reportEndpoints.settle, { reportId }, { outcome: "stays" }),
});
const handUpReport = (by: Someone, reportId: Id): Act => ({
  ...{ by, stands: { isOpen: true, handed: { by: by.personId } }, deed: "care:handedUp" },
  send: () => through(by, reportEndpoints.handUp, { reportId }, { reason }),
});
const decide = (by: Someone, appealId: Id, outcome: "stands" | "undone"): Act => ({
  ...{ by, stands: { isOpen: false, outcome, decidedBy: by.personId } },
  deed: outcome === "undone" ? "care:appealUndone" : "care:appealStands",
  send: () => through(by, appealEndpoints.decide, { appealId }, { outcome, answer }),
});
const handUpAppeal = (by: Someone, appealId: Id): Act => ({
  ...{ by, stands: { isOpen: true, handed: { by: by.personId } }, deed: "care:appealHandedUp" },
  send: () => through(by, appealEndpoints.handUp, { appealId }, { reason }),
});
const ask = (by: Someone, postId: Id): Act => ({
  ...{ by, stands: { state: "open", by: by.personId }, deed: "forums:askedToEdit" },
  send: () => through(by, askedEndpoints.ask, { postId }, { reason }),
});

function ofReport(reportId: Id, acts: Pair["acts"]): Pair {
  const standing = () => Report.findById(reportId).lean();
  return { acts, told: "settled", entries: { reportId }, standing };
}

function ofAppeal(appealId: Id, acts: Pair["acts"]): Pair {
  const standing = () => Appeal.findById(appealId).lean();
  return { acts, told: "decided", entries: { appealId }, standing };
}

function ofAsked(postId: Id, acts: Pair["acts"], told: string): Pair {
  return { acts, told, entries: { postId }, standing: () => Asked.findOne({ postId }).lean() };
}

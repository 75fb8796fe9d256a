import { authorize, conflict, forbidden, notFound } from "#server/errors";
import type {
  AnswerView,
  ContributionKind,
  ContributionView,
  DebriefView,
  Reaction,
} from "#shared/debriefs/debriefs.contract";
import type { AnswerInput, ContributeInput } from "#shared/debriefs/debriefs.endpoints";
import {
  canAttendDebrief,
  canFacilitateDebrief,
  type DebriefSubject,
  isHolding,
  isTalking,
} from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import { findDebrief } from "./debriefs.reads";
import { eraseWords } from "./facts.model";
import { heldBefore, holdBack, type Remark } from "./holdingBack";
import { prepareToSpeak } from "./pauses.reads";
import { reactorsOf } from "./room";
import { changeRoom } from "./rooms.commands";

/**
 * Says something in writing, in the segment that the room is in; where that is held it waits for a facilitator. Refused
 * while the room is not open.
 */
export async function contribute(viewer: Viewer, debriefId: Id, input: ContributeInput) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  const expectToSpeak = await prepareToSpeak(viewer, debrief);
  const deed = deedOf(viewer, debriefId, input);

  return await changeRoom(deed, "debriefs:contributed", async (room, at) => {
    const before = await heldBefore(room, deed);
    if (before !== null) return before;
    await expectToSpeak();
    expectFlowing(room.view);
    const remark = toRemark(viewer, room.view, input, at);
    if (waits(viewer, debrief, room.view)) return holdBack(remark);
    return { data: { contribution: toContribution(remark, at) } };
  });
}

/** Answers a contribution; where the prompt is held the answer waits for a facilitator. */
export async function answer(viewer: Viewer, debriefId: Id, input: AnswerInput) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  const expectToSpeak = await prepareToSpeak(viewer, debrief);
  const deed = deedOf(viewer, debriefId, input);

  return await changeRoom(deed, "debriefs:answered", async (room, at) => {
    const before = await heldBefore(room, deed);
    if (before !== null) return before;
    await expectToSpeak();
    expectFlowing(room.view);
    expectContribution(room.view, input.contributionId);
    const remark = toRemark(viewer, room.view, input, at);
    if (waits(viewer, debrief, room.view)) return holdBack(remark);
    return { data: { contributionId: input.contributionId, answer: toAnswer(remark, at) } };
  });
}

/** Takes back one's own contribution: its words leave every screen and the log. */
export async function withdraw(viewer: Viewer, debriefId: Id, input: { deedId: Id; contributionId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:withdrawn", ({ view, authors }) => {
    expectContribution(view, input.contributionId);
    if (authors.get(input.contributionId) !== viewer.personId) throw notYours();
    return {
      data: { contributionId: input.contributionId },
      also: (session) => eraseWords(input.contributionId, session),
    };
  });
}

/** Adds or takes back one's own reaction; peers are told how many there are. */
export async function react(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; contributionId: Id; reaction: Reaction; isOn: boolean },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  const expectToSpeak = await prepareToSpeak(viewer, debrief);

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:reacted", async (room) => {
    await expectToSpeak();
    expectFlowing(room.view);
    expectContribution(room.view, input.contributionId);
    const reactors = reactorsOf(room, input.contributionId, input.reaction);
    if (reactors.has(viewer.personId as Id) === input.isOn) throw alreadySo();
    const { contributionId, reaction } = input;
    return { data: { contributionId, reaction, count: reactors.size + (input.isOn ? 1 : -1) } };
  });
}

/** Words and reactions are taken while the room is open and does not take a breath. */
export function expectFlowing(view: DebriefView): void {
  expectTalking(view);
  if (view.breath !== null) throw conflict("breath", "The room is taking a breath. What you wrote is kept.");
}

/** Hands are taken while the room is open. */
export function expectTalking(view: DebriefView): void {
  if (view.stage === "scheduled")
    throw conflict("notOpen", "The room is not open yet. What you wrote is kept.");
  if (!isTalking(view.stage))
    throw conflict("closed", "The room is closed. What you wrote is kept on your device.");
}

/** The contribution, unless it is not there or was withdrawn. */
export function expectContribution(view: DebriefView, contributionId: Id): ContributionView {
  const contribution = view.contributions.find(({ id }) => id === contributionId);
  if (contribution === undefined) throw notFound("That contribution is not in this room.");
  if (contribution.isWithdrawn) throw conflict("withdrawn", "Its author has taken that back.");
  return contribution;
}

/** Who does which deed where. */
export function deedOf(viewer: Viewer, debriefId: Id, { deedId }: { deedId: Id }) {
  return { debriefId, deedId, by: viewer.personId as Id };
}

/** How a person stands beside a deed that everyone sees. */
export function markOf({ personId, name, unit }: Viewer): PersonMark {
  return { personId: personId as Id, name, unit };
}

export const alreadySo = () => conflict("alreadySo", "That is so already.");

/** A remark as the room will see it from that moment on. */
export function toContribution(remark: Remark, at: number): ContributionView {
  return {
    id: remark._id,
    segment: remark.segment,
    kind: remark.kind as ContributionKind,
    author: remark.author,
    text: remark.text,
    at,
    isWithdrawn: false,
    isTakeaway: false,
    reactions: { resonates: 0, sayMore: 0 },
    answers: [],
  };
}

/** The same for an answer. */
export function toAnswer({ _id, author, text }: Remark, at: number): AnswerView {
  return { id: _id, author, text, at };
}

function toRemark(
  viewer: Viewer,
  view: DebriefView,
  input: ContributeInput | AnswerInput,
  at: number,
): Remark {
  const { deedId, text, isUnnamed } = input;
  return {
    ...{ _id: deedId, debriefId: view.id, by: viewer.personId as Id, text, isUnnamed, at },
    kind: "kind" in input ? input.kind : null,
    contributionId: "contributionId" in input ? input.contributionId : null,
    // The author as peers may know them: nobody, where the room or the author chose so.
    author: isUnnamed || view.attribution === "unnamed" ? null : markOf(viewer),
    segment: view.position.segment,
  };
}

/** What a facilitator writes is read by one already. */
function waits(viewer: Viewer, debrief: DebriefSubject, view: DebriefView): boolean {
  return isHolding(view) && !canFacilitateDebrief(viewer, debrief);
}

const notYours = () => forbidden("Only its author can take that back.");

import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict } from "#server/errors";
import { announce } from "#server/live/publish";
import type { OwnRequestView } from "#shared/groups/groups.contract";
import { canAnswerRequest, canAskToJoin, canWithdrawRequest } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findGroup } from "./groups.reads";
import { announceEntry, enterLog } from "./log.commands";
import { comeIn } from "./memberships.commands";
import { expectNorms } from "./norms.reads";
import { answerRecord, findRequestRecord, keepRequest, withdrawRecord } from "./requests.model";
import { findRequest, toOwnRequestView } from "./requests.reads";

/** Asks to be let into a group, with its norms accepted. Sent twice it is the same; while one is open there is no other. */
export async function askToJoin(
  viewer: Viewer,
  groupId: Id,
  { requestId, words, version }: { requestId: Id; words: string; version: number },
): Promise<OwnRequestView> {
  const group = await findGroup(viewer, groupId);
  const personId = viewer.personId as Id;
  const sent = await findRequestRecord(requestId);
  // Also where it could not be asked for any more, since it has been answered.
  if (sent?.personId === personId && sent.groupId === groupId) return toOwnRequestView(sent, group);
  authorize(canAskToJoin(viewer, group.subject));
  expectNorms(group.record, version);

  const kept = await keepRequest({ _id: requestId, groupId, personId, words, normsVersion: version });
  if (kept.groupId !== groupId || kept.personId !== personId)
    throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  if (kept._id !== requestId)
    throw conflict("asked", "You have asked already. The facilitators will answer.");
  announce("groups:asked", { groupId, requestId, personId });
  return toOwnRequestView(kept, group);
}

/** Lets somebody in, or says no. Whoever answers second is told; whoever sends the same again is answered the same. */
export async function answerRequest(
  viewer: Viewer,
  requestId: Id,
  { isAccepted, words: answer }: { isAccepted: boolean; words: string },
): Promise<Record<string, never>> {
  const { record, subject } = await findRequest(viewer, requestId);
  authorize(canAnswerRequest(viewer, subject));
  const state = isAccepted ? "accepted" : "declined";
  const answeredBy = viewer.personId as Id;
  if (record.state === state && record.answeredBy === answeredBy) return {};

  const { groupId, personId, normsVersion } = record;
  const settle = async (session: Session) => {
    if ((await answerRecord(requestId, { state, answer, answeredBy }, session)) === null) throw answered();
    const deed = isAccepted ? "groups:letIn" : "groups:declined";
    return await enterLog(viewer, { deed, groupId, whom: personId, reason: answer, requestId }, session);
  };
  const comer = { groupId, personId, normsVersion };
  announceEntry(await (isAccepted ? comeIn(comer, {}, settle) : inTransaction(settle)));
  return {};
}

/** Takes one's own open request back. Doing it twice changes nothing; one that was answered stays. */
export async function withdrawRequest(viewer: Viewer, requestId: Id): Promise<Record<string, never>> {
  const { record, subject } = await findRequest(viewer, requestId);
  authorize(canWithdrawRequest(viewer, subject));
  if (record.state === "withdrawn") return {};
  if (!(await withdrawRecord(requestId))) throw answered();
  return {};
}

const answered = () => conflict("answered", "That has been answered or taken back meanwhile.");

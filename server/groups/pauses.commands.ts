import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict, notFound } from "#server/errors";
import { revoke } from "#server/live/revocations";
import type { PauseHours, PausePace } from "#shared/groups/groups.contract";
import { canPauseInGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findGroup } from "./groups.reads";
import { announceEntry, enterLog } from "./log.commands";
import { findMembership } from "./memberships.model";
import { expectNorm, type Reason } from "./norms.reads";
import { dropPause, findPause, keepPause, noteSpoken } from "./pauses.model";

const HOUR = 60 * 60_000;

/**
 * Lets a member read and not speak for a while, or speak slowly, with a reason that they are told. A facilitator is made a
 * member first. Of two who pause the same person the second is told; what was sent twice is done once.
 */
export async function pauseInGroup(
  viewer: Viewer,
  { groupId, personId }: { groupId: Id; personId: Id },
  { pauseId, hours, pace, ...why }: { pauseId: Id; hours: PauseHours; pace: PausePace } & Reason,
): Promise<Record<string, never>> {
  const { record, subject } = await findGroup(viewer, groupId);
  authorize(canPauseInGroup(viewer, { group: subject, personId }));
  expectNorm(record, why);
  const entry = await inTransaction(async (session) => {
    const membership = await findMembership(groupId, personId, session);
    if (membership === null) throw notFound();
    if (membership.part === "facilitator")
      throw conflict("facilitates", "A facilitator is not paused. Make them a member first.");
    const running = await findPause(groupId, personId, session);
    if (running?.pauseId === pauseId) return null;
    if (running !== null) throw conflict("paused", "They are paused already.");
    const now = Date.now();
    const span = { until: now + hours * HOUR, pace, spokeAt: now };
    await keepPause({ pauseId, groupId, personId, ...span, ...why, norm: why.norm ?? "" }, session);
    const deed = pace === 0 ? "groups:paused" : "groups:slowed";
    return await enterLog(viewer, { deed, groupId, whom: personId, ...why }, session);
  });
  if (entry === null) return {};
  await revoke(personId);
  announceEntry(entry);
  return {};
}

/**
 * Has somebody who speaks slowly in a group take their turn, in the transaction in which they speak. Answers for how many
 * milliseconds they wait still; 0 where they speak.
 */
export async function takeTurnInGroup(
  groupId: Id,
  personId: Id,
  at: number,
  session: Session,
): Promise<number> {
  const pause = await findPause(groupId, personId, session);
  if (pause === null || !pause.pace) return 0;
  const wait = pause.spokeAt + pause.pace * 1_000 - at;
  if (wait > 0) return wait;
  await noteSpoken(pause, at, session);
  return 0;
}

/** Lets somebody speak freely again before their pause is over. Doing it twice changes nothing. */
export async function endPause(
  viewer: Viewer,
  { groupId, personId }: { groupId: Id; personId: Id },
): Promise<Record<string, never>> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canPauseInGroup(viewer, { group: subject, personId }));
  const entry = await inTransaction(async (session) => {
    if ((await findMembership(groupId, personId, session)) === null) throw notFound();
    if (!(await dropPause(groupId, personId, session))) return null;
    return await enterLog(viewer, { deed: "groups:pauseEnded", groupId, whom: personId }, session);
  });
  if (entry === null) return {};
  await revoke(personId);
  announceEntry(entry);
  return {};
}

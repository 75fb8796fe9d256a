import { type Done, type EntryRecord, enter } from "#server/database/ledger";
import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict } from "#server/errors";
import { announce } from "#server/live/publish";
import type { AppealOutcome } from "#shared/care/appeals.contract";
import { canAppeal, canDecideAppeal, isBrief } from "#shared/care/appeals.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, decideRecord, findAppealRecords, keepAppeal } from "./appeals.model";
import { findAppeal, isDecided } from "./appeals.reads";
import { tellDesk } from "./care.channel";
import { findDecision, findDeskOfDecision, holds, isLatest } from "./decisions.reads";
import { deskName, findOtherDesk, logsOfAppeal } from "./desks.reads";
import { undoingOf } from "./undoing";

/** Asks somebody else to look at what was done to the viewer again. A second time is the first one's. */
export async function appealDecision(
  viewer: Viewer,
  entryId: Id,
  { appealId, words }: { appealId: Id; words: string },
): Promise<{ appealId: Id }> {
  const { entry, subject } = await findDecision(viewer, entryId);
  authorize(canAppeal(viewer, subject));
  const [known] = await findAppealRecords([appealId]);
  if (known === undefined && !isBrief(entry.deed) && !(await holds(entry))) throw isOver();

  const first = await findDeskOfDecision(entry);
  const { ledger, deed, by: byId, whom: personId } = entry;
  const desk = deskName(first ? await findOtherDesk([byId, personId], first) : { kind: "site" });
  const what = { entryId, ledger, deed, about: toAbout(entry), personId, byId };
  const kept = await keepAppeal({ _id: appealId, ...what, desk, words });
  if (kept === null) throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  if (kept._id !== appealId) throw conflict("appealed", "You have asked for that already.");
  announce("care:appealed", { appealId });
  return { appealId };
}

/**
 * Decides about an appeal: what was done stands, or is undone in the same moment. Whoever comes second is told; who sends
 * the same again is answered the same.
 */
export async function decideAppeal(
  viewer: Viewer,
  appealId: Id,
  { deedId, outcome, answer }: { deedId: Id; outcome: AppealOutcome; answer: string },
): Promise<{ outcome: AppealOutcome }> {
  const { record, entry, subject } = await findAppeal(viewer, appealId);
  authorize(canDecideAppeal(viewer, subject));
  const decided = { outcome, answer, decidedBy: viewer.personId, decision: deedId };
  const decide = async (session: Session) => {
    const first = await decideRecord(record, decided, session);
    if (first !== null) return await enterDecision(record, toEntry(viewer, record, decided), session);
    const [now] = await findAppealRecords([appealId]);
    if (now?.decision !== deedId) throw isDecided();
  };
  if (record.isOpen) {
    const isUndone = outcome === "undone" && (await isLatest(entry));
    if (isUndone) await undoingOf(entry.deed).undo(entry, { viewer, deedId }, decide);
    else await inTransaction(decide);
    tellDesk(appealId, "lying");
    announce("care:decided", { appealId });
  } else if (record.decision !== deedId) throw isDecided();
  return { outcome };
}

/** The log that tells what was done tells what became of it; and the desk's own, where it went past the former. */
async function enterDecision({ ledger, desk }: AppealRecord, done: Done, session: Session): Promise<void> {
  for (const log of logsOfAppeal(ledger, desk)) await enter(log, done, session);
}

function toEntry(
  { personId }: Viewer,
  { _id: appealId, about, personId: whom }: AppealRecord,
  { outcome, answer: reason }: Pick<AppealRecord, "outcome" | "answer">,
): Done {
  const deed = outcome === "undone" ? "care:appealUndone" : "care:appealStands";
  return { by: personId as Id, deed, about: { appealId, ...about }, whom, reason };
}

/** What it was done to or in. */
function toAbout({ about: { postId, groupId, debriefId } }: EntryRecord): AppealRecord["about"] {
  if (postId !== undefined) return { postId };
  return groupId === undefined ? { debriefId: debriefId as Id } : { groupId };
}

const isOver = () => conflict("over", "That holds no more: there is nothing to be undone.");

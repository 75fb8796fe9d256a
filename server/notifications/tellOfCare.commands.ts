import {
  findAppealed,
  findDecided,
  findReported,
  listKeeperIdsOf,
  listKeeperIdsOfThread,
  type Waiting,
} from "#server/care/happenings.reads";
import type { Id } from "#shared/ids";
import type { CareNoticeKind } from "#shared/notifications/notices.contract";
import type { CareNoticeRecord } from "./notices.model";
import { tellNews } from "./notifications.channel";
import { tell, untold } from "./tell";

/** Tells those whose it is to settle a report that there is one; once it is settled, that one thing less waits for them. */
export async function tellOfReport(reportId: Id): Promise<void> {
  await tellDeciders("reported", reportId, await findReported(reportId));
}

/** Tells those who look after a thread that what is asked of its authors is otherwise; to them that is no notice. */
export async function tellKeepersOfThread(threadId: Id): Promise<void> {
  for (const personId of await listKeeperIdsOfThread(threadId)) tellNews(personId, "you");
}

/** Tells those to whom a report or an appeal was handed; for those from whom it went one thing less waits. */
export async function tellOfHanding(
  kind: "reported" | "appealed",
  causeId: Id,
  fromDesk: string,
): Promise<void> {
  await (kind === "reported" ? tellOfReport(causeId) : tellOfAppeal(causeId));
  for (const personId of await listKeeperIdsOf(fromDesk)) tellNews(personId, "you");
}

/** The same of an appeal; once it is decided about, whoever appealed is told how. */
export async function tellOfAppeal(appealId: Id): Promise<void> {
  await tellDeciders("appealed", appealId, await findAppealed(appealId));
  const decided = await findDecided(appealId);
  if (decided === null) return;
  const kind = decided.outcome === "undone" ? "appealUndone" : "appealStands";
  await tell([toNotice(kind, appealId, decided.personId)]);
}

async function tellDeciders(
  kind: "reported" | "appealed",
  causeId: Id,
  waiting: Waiting | null,
): Promise<void> {
  if (waiting === null) return;
  const { isOpen, deciderIds } = waiting;
  if (isOpen) await tell(deciderIds.map((personId) => toNotice(kind, causeId, personId)));
  else for (const personId of deciderIds) tellNews(personId, "you");
}

function toNotice(kind: CareNoticeKind, causeId: Id, personId: Id): CareNoticeRecord {
  return { _id: `${personId}:${causeId}:${kind}`, personId, kind, causeId, ...untold() };
}

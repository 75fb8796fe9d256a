import { type AppealRecord, keepAppeal } from "#server/care/appeals.model";
import { Report } from "#server/care/reports.model";
import { PAGE_SIZE } from "#server/database/cursor";
import { type EntryRecord, enter, listEntries } from "#server/database/ledger";
import { inTransaction } from "#server/database/transaction";
import { Asked } from "#server/forums/asked.model";
import { Held, toHeldRecord } from "#server/forums/held.model";
import type { PlacementRecord } from "#server/forums/threadLists";
import type { ThreadRecord } from "#server/forums/threads.model";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";

const many = Array.from({ length: PAGE_SIZE + 1 }, (_, turn) => turn);

/** Gives what waits for a space's moderators, the reports on its desk and its log a second page. */
export async function fillDesks(thread: ThreadRecord): Promise<void> {
  const { spaceId } = thread.placements[0] as PlacementRecord;
  await fillHeld(thread, newId());
  await fillAsked(thread._id, newId());
  await fillReports(thread._id, newId(), `space:${spaceId}`);
  await fillAppeals(thread._id, newId(), `space:${spaceId}`);
  await fillLog(thread._id, `space:${spaceId}`);
}

/** Gives the reports that went past a space's moderators, and what was done about them, a second page. */
export async function fillHigherDesks(postId: Id, programIds: readonly Id[]): Promise<void> {
  for (const desk of ["site", ...programIds.map((id) => `program:${id}`)]) {
    await fillReports(postId, newId(), desk);
    await fillAppeals(postId, newId(), desk);
    await fillLog(postId, desk);
  }
}

/** Gives what of somebody's own waits, and what they reported, a second page. */
export async function fillOwnCare(thread: ThreadRecord, personId: Id): Promise<void> {
  await fillHeld(thread, personId);
  await fillAsked(thread._id, personId);
  await fillReports(thread._id, personId, `space:${newId()}`);
  await fillAppeals(thread._id, personId, `space:${newId()}`);
}

/** Gives the appeals of a debrief room, and what was done there, a second page. */
export async function fillRoomDesk(debriefId: Id): Promise<void> {
  const desk = `room:${debriefId}`;
  await fillLog(newId(), desk);
  await appealAll({ ledger: desk, deed: "debriefs:paused", about: { debriefId } }, newId(), desk);
}

/** Gives a log a second page. */
export async function fillLog(threadId: Id, ledger: string): Promise<void> {
  if ((await listEntries(ledger, null, many.length)).length === many.length) return;
  const done = { by: newId(), deed: "forums:closed", about: { threadId }, whom: null, reason: "" };
  await inTransaction(async (session) => {
    for (const _ of many) await enter(ledger, done, session);
  });
}

async function fillHeld({ _id: threadId, placements }: ThreadRecord, personId: Id): Promise<void> {
  const { spaceId } = placements[0] as PlacementRecord;
  const like = { kind: "reply" as const, threadId, spaceId, author: { personId, campusId: null } };
  const words = { body: fromPlainText("A word"), isTried: false, start: null, reason: "" };
  await Held.collection.insertMany(
    many.map((at) => toHeldRecord({ ...like, ...words, postId: newId(), at })) as never[],
  );
}

/** Half of what is asked is done: whoever looks after the thread reads both. */
async function fillAsked(threadId: Id, authorId: Id): Promise<void> {
  const like = { threadId, authorId, by: newId(), reason: "Name nobody.", norm: "", endedAt: null };
  await Asked.insertMany(
    (["open", "edited"] as const).flatMap((state) =>
      many.map((at) => ({ ...like, _id: newId(), postId: newId(), at, state, takenBackBy: null })),
    ),
  );
}

async function fillAppeals(postId: Id, personId: Id, desk: string): Promise<void> {
  await appealAll({ ledger: `space:${newId()}`, deed: "forums:hidden", about: { postId } }, personId, desk);
}

/** Against as many decisions about one person, since nobody appeals against one twice. */
async function appealAll(
  { ledger, deed, about }: Pick<AppealRecord, "ledger" | "deed" | "about">,
  personId: Id,
  desk: string,
): Promise<void> {
  const byId = newId();
  const done = { by: byId, deed, about, whom: personId, reason: "Not by our norms." };
  const entries = await inTransaction(async (session) => {
    const entered: EntryRecord[] = [];
    for (const _ of many) entered.push(await enter(ledger, done, session));
    return entered;
  });
  for (const { _id: entryId } of entries) {
    const what = { entryId, ledger, deed, about, personId, byId };
    await keepAppeal({ _id: newId(), ...what, desk, words: "Look again." });
  }
}

/** Of as many posts, since nobody reports one twice. */
async function fillReports(postId: Id, reporterId: Id, desk: string): Promise<void> {
  await Report.insertMany(
    many.map((at) => {
      const which = { postId: at === 0 ? postId : newId(), reporterId, aboutId: newId(), desk };
      const said = { reason: "other", note: "", at, order: `${String(at).padStart(15, "0")}:${newId()}` };
      return { _id: newId(), ...which, ...said, isOpen: true };
    }),
  );
}

import { fromCursor, toPage } from "#server/database/cursor";
import { type EntryRecord, findEntries, listEntriesTo } from "#server/database/ledger";
import { findKnownDebriefs } from "#server/debriefs/known.reads";
import { notFound } from "#server/errors";
import { findSpaceOfGroup, findSpaceSubject } from "#server/forums/spaces.reads";
import { findPostHeads } from "#server/forums/told.reads";
import { listGroupSubjects, nameGroups } from "#server/groups/groups.reads";
import type { DecisionView } from "#shared/care/appeals.contract";
import {
  type AppealableDeed,
  appealableDeeds,
  canAppeal,
  type DecisionSubject,
  isBrief,
} from "#shared/care/appeals.policy";
import type { DeskSubject } from "#shared/care/care.policy";
import type { SpaceSubject } from "#shared/forums/spaces.policy";
import { canSeeGroup } from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, listAppealsOf } from "./appeals.model";
import { findToldRooms } from "./rooms.reads";
import { undoingOf } from "./undoing";

/** Of each is asked whether it holds still. */
const DECISIONS_AT_ONCE = 20;

/** Of one deed to one person the latest so many are looked at. What is older counts as over. */
const MOST_LOOKED_AT = 100;

/** What was done to somebody, as its entry in the log tells. */
export type DecisionEntry = EntryRecord & { deed: AppealableDeed; whom: Id };

/** The same with what its policy asks about. */
export interface KnownDecision {
  entry: DecisionEntry;
  subject: DecisionSubject;
}

/** One decision, found from the viewer: what was done to anybody else is notFound. */
export async function findDecision(viewer: Viewer, entryId: Id): Promise<KnownDecision> {
  const [entry] = await findEntries([entryId]);
  const subject = entry && { deed: entry.deed, whomId: entry.whom };
  if (subject === undefined || !canAppeal(viewer, subject)) throw notFound();
  return { entry: entry as DecisionEntry, subject };
}

/** What was done to the viewer and somebody else can look at again, the latest first. */
export async function listDecisions(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<DecisionView>> {
  const before = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const personId = viewer.personId as Id;
  const entries = await listEntriesTo(personId, appealableDeeds, before, DECISIONS_AT_ONCE + 1);
  const { items, next } = toPage(entries, DECISIONS_AT_ONCE, ({ _id }) => [_id]);
  const decisions = items as DecisionEntry[];
  const rooms = await findToldRooms(
    viewer,
    decisions.map(({ about }) => about),
  );
  const groupOf = ({ about: { groupId, debriefId = "" } }: DecisionEntry) =>
    groupId ?? rooms.get(debriefId)?.groupId ?? "";
  const [groupNames, posts, appeals, holding] = await Promise.all([
    nameKnownGroups(viewer, decisions.map(groupOf)),
    findPostHeads(viewer, postIdsOf(decisions)),
    listAppealsOf(decisions.map(({ _id }) => _id)),
    Promise.all(decisions.map(holds)),
  ]);
  return {
    items: decisions.map((entry, turn) => {
      const { _id: id, deed, at, reason, norm = "", about } = entry;
      const post = posts.get(about.postId ?? "");
      const stands = holding[turn] === true;
      const appeal = toOwnAppeal(appeals.find(({ entryId }) => entryId === id));
      return {
        ...{ id, deed, at, reason, norm, stands, appeal },
        canAppeal: appeal === null && (stands || isBrief(deed)),
        groupName: groupNames.get(groupOf(entry)) ?? "",
        roomName: rooms.get(about.debriefId ?? "")?.name ?? "",
        post: post ? { id: about.postId as Id, threadTitle: post.threadTitle } : null,
      };
    }),
    next,
  };
}

/** Whether what was done holds still, and by nothing that was done since: only then there is something to be undone. */
export async function holds(entry: DecisionEntry): Promise<boolean> {
  return (await undoingOf(entry.deed).stands(entry)) && (await isLatest(entry));
}

/** Whether the same was not done to the same anew, by whomever: what holds then is the later one's. */
export async function isLatest(entry: DecisionEntry): Promise<boolean> {
  const { _id, whom, deed, about } = entry;
  const thing = (["postId", "groupId"] as const).find((one) => about[one] !== undefined) ?? "debriefId";
  const latest = await listEntriesTo(whom, [deed], null, MOST_LOOKED_AT);
  return latest.find((one) => one.about[thing] === about[thing])?._id === _id;
}

/** The desk of those whose affair it was: of what was done in a group, its own rooms too, the group's. Null where that is gone. */
export async function findDeskOfDecision({
  ledger,
  about: { groupId, debriefId },
}: DecisionEntry): Promise<DeskSubject | null> {
  if (groupId !== undefined) return await findDeskOfGroup(groupId);
  if (debriefId === undefined) return toDesk(await findSpaceSubject(ledger.split(":")[1] as Id));
  const room = (await findKnownDebriefs([debriefId])).get(debriefId)?.subject;
  if (room === undefined) return null;
  return room.groupId === null ? { kind: "room", room } : await findDeskOfGroup(room.groupId);
}

async function findDeskOfGroup(groupId: Id): Promise<DeskSubject | null> {
  return toDesk((await findSpaceOfGroup(groupId))?.subject ?? null);
}

function toDesk(space: SpaceSubject | null): DeskSubject | null {
  return space && { kind: "space", space };
}

/** As they are called now, of those that the viewer may know of. */
async function nameKnownGroups(viewer: Viewer, groupIds: readonly Id[]): Promise<Map<Id, string>> {
  const groups = await listGroupSubjects(groupIds);
  return await nameGroups(
    [...groups.values()].filter((group) => canSeeGroup(viewer, group)).map(({ id }) => id),
  );
}

function postIdsOf(entries: readonly EntryRecord[]): Id[] {
  return entries.flatMap(({ about }) => about.postId ?? []);
}

/** What of an appeal its author reads: everything but who decided. */
function toOwnAppeal(appeal: AppealRecord | undefined): DecisionView["appeal"] {
  if (appeal === undefined) return null;
  const { _id: id, words, at, outcome, answer } = appeal;
  return { id, words, at, outcome, answer };
}

import { fromCursor, toPage } from "#server/database/cursor";
import { type EntryRecord, findEntries, listEntriesTo } from "#server/database/ledger";
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
} from "#shared/care/appeals.policy";
import type { SpaceSubject } from "#shared/forums/spaces.policy";
import { canSeeGroup } from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, listAppealsOf } from "./appeals.model";
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
  const [groupNames, posts, appeals, holding] = await Promise.all([
    nameKnownGroups(viewer, idsOf(decisions, "groupId")),
    findPostHeads(viewer, idsOf(decisions, "postId")),
    listAppealsOf(decisions.map(({ _id }) => _id)),
    Promise.all(decisions.map(holds)),
  ]);
  return {
    items: decisions.map(({ _id: id, deed, at, reason, norm = "", about }, turn) => {
      const post = posts.get(about.postId ?? "");
      return {
        ...{ id, deed, at, reason, norm, stands: holding[turn] === true },
        groupName: groupNames.get(about.groupId ?? "") ?? "",
        post: post ? { id: about.postId as Id, threadTitle: post.threadTitle } : null,
        appeal: toOwnAppeal(appeals.find(({ entryId }) => entryId === id)),
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
  const thing = about.postId === undefined ? "groupId" : "postId";
  const latest = await listEntriesTo(whom, [deed], null, MOST_LOOKED_AT);
  return latest.find((one) => one.about[thing] === about[thing])?._id === _id;
}

/** The space whose affair it was; null where that is gone. */
export async function findSpaceOfDecision({
  ledger,
  about: { groupId },
}: DecisionEntry): Promise<SpaceSubject | null> {
  if (groupId !== undefined) return (await findSpaceOfGroup(groupId))?.subject ?? null;
  return await findSpaceSubject(ledger.split(":")[1] as Id);
}

/** As they are called now, of those that the viewer may know of. */
async function nameKnownGroups(viewer: Viewer, groupIds: readonly Id[]): Promise<Map<Id, string>> {
  const groups = await listGroupSubjects(groupIds);
  return await nameGroups(
    [...groups.values()].filter((group) => canSeeGroup(viewer, group)).map(({ id }) => id),
  );
}

function idsOf(entries: readonly EntryRecord[], name: "groupId" | "postId"): Id[] {
  return entries.flatMap(({ about }) => about[name] ?? []);
}

/** What of an appeal its author reads: everything but who decided. */
function toOwnAppeal(appeal: AppealRecord | undefined): DecisionView["appeal"] {
  if (appeal === undefined) return null;
  const { _id: id, words, at, outcome, answer } = appeal;
  return { id, words, at, outcome, answer };
}

import { isDuplicate } from "#server/database/duplicates";
import { inTransaction } from "#server/database/transaction";
import { authorize, conflict } from "#server/errors";
import { revoke } from "#server/live/revocations";
import type { GroupView } from "#shared/groups/groups.contract";
import { canAcceptNorms, canFacilitateGroup, canFoundGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import {
  changeGroupRecord,
  changeNormsRecord,
  findGroupRecord,
  type GroupWords,
  insertGroup,
  type NewGroup,
} from "./groups.model";
import { findGroup, showGroup } from "./groups.reads";
import { findHome, type HomeIds } from "./homes.reads";
import { enterLog } from "./log.commands";
import { insertFounder, noteAccepted } from "./memberships.model";
import { expectNorms, normsChanged } from "./norms.reads";

/** What founds a group. */
export type FoundInput = GroupWords & HomeIds & { groupId: Id; norms: string[] };

/** Founds a group and makes the viewer its facilitator. Sent twice it is the same; somebody else's id is a conflict. */
export async function foundGroup(viewer: Viewer, input: FoundInput): Promise<GroupView> {
  const { groupId: _id, programId, campusId, norms: texts, kind, name, purpose, joining } = input;
  authorize(canFoundGroup(viewer, await findHome({ programId, campusId })));
  const foundedBy = viewer.personId as Id;
  const words = { kind, name, purpose, joining };
  if (await insertOnce({ _id, ...words, programId, campusId, foundedBy, texts })) await revoke(foundedBy);
  return await showGroup(viewer, _id);
}

/** Changes what a group is called and is for, and how one comes into it. */
export async function changeGroup(viewer: Viewer, groupId: Id, words: GroupWords): Promise<GroupView> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canFacilitateGroup(viewer, subject));
  const deed = "groups:changed";
  await changeGroupRecord(groupId, words, (session) => enterLog(viewer, { deed, groupId }, session));
  return await showGroup(viewer, groupId);
}

/**
 * Moves a group to another home of the viewer's. Whoever is in it stays, with all that is in it; who finds it, and who
 * stands above its facilitators, goes by the new home from then on. What lies with those above already stays there.
 */
export async function moveGroup(viewer: Viewer, groupId: Id, home: HomeIds): Promise<GroupView> {
  const { record, subject } = await findGroup(viewer, groupId);
  authorize(canFacilitateGroup(viewer, subject));
  authorize(canFoundGroup(viewer, await findHome(home)));
  const homeId = (home.programId ?? home.campusId) as Id;
  if (record.homeId !== homeId) {
    // A campus's own group that moves to an alliance is one of many there.
    const kind = record.kind === "campus" && home.campusId === null ? "interest" : record.kind;
    await changeGroupRecord(groupId, { kind, ...home, homeId }, (session) =>
      enterLog(viewer, { deed: "groups:movedHome", groupId }, session),
    );
  }
  return await showGroup(viewer, groupId);
}

/** Closes a group that is over, or opens it again. Doing it twice changes nothing. */
export async function archiveGroup(
  viewer: Viewer,
  groupId: Id,
  { isArchived }: { isArchived: boolean },
): Promise<GroupView> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canFacilitateGroup(viewer, subject));
  if (subject.isArchived !== isArchived) {
    const deed = isArchived ? "groups:archived" : "groups:opened";
    await changeGroupRecord(groupId, { isArchived }, (session) =>
      enterLog(viewer, { deed, groupId }, session),
    );
  }
  return await showGroup(viewer, groupId);
}

/**
 * Agrees on norms anew, over the version that the viewer has seen; whoever agrees on them has accepted them. Over an
 * older version it is a conflict, unless these very norms are what stands there: then they were sent before.
 */
export async function changeNorms(
  viewer: Viewer,
  groupId: Id,
  { over, norms }: { over: number; norms: readonly string[] },
): Promise<GroupView> {
  const { record, subject } = await findGroup(viewer, groupId);
  authorize(canFacilitateGroup(viewer, subject));
  const { version, texts } = record.norms;
  const wasSent = version === over + 1 && JSON.stringify(texts) === JSON.stringify(norms);
  if (!wasSent) {
    const comer = { groupId, personId: viewer.personId as Id, normsVersion: over + 1 };
    await inTransaction(async (session) => {
      if (!(await changeNormsRecord(groupId, over, norms, session))) throw normsChanged();
      await noteAccepted(comer, session);
      await enterLog(viewer, { deed: "groups:normsChanged", groupId }, session);
    });
  }
  return await showGroup(viewer, groupId);
}

/** Accepts the norms as they are now; those of an older version are a conflict. */
export async function acceptNorms(
  viewer: Viewer,
  groupId: Id,
  { version }: { version: number },
): Promise<GroupView> {
  const { record, subject } = await findGroup(viewer, groupId);
  authorize(canAcceptNorms(viewer, subject));
  expectNorms(record, version);
  await noteAccepted({ groupId, personId: viewer.personId as Id, normsVersion: version });
  return await showGroup(viewer, groupId);
}

async function insertOnce(group: NewGroup): Promise<boolean> {
  try {
    await insertGroup(group, insertFounder);
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const known = await findGroupRecord(group._id);
    if (known?.foundedBy !== group.foundedBy)
      throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
    return false;
  }
}

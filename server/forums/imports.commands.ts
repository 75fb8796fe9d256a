import { inTransaction } from "#server/database/transaction";
import { authorize, conflict, notFound } from "#server/errors";
import { enqueue } from "#server/jobs/jobs";
import type { ImportState, ImportView } from "#shared/forums/imports.contract";
import { canMoveSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listCategoryHeads } from "./categories.model";
import {
  changeImport,
  findImportRecord,
  type ImportRecord,
  keepImport,
  keepPiece,
  noteReceived,
} from "./imports.model";
import { importWork } from "./importWork.commands";
import { enterLog } from "./log.commands";
import { findSpace } from "./spaces.reads";

/** Begins to bring a community into a space. The same id again is the same import. */
export async function beginImport(
  viewer: Viewer,
  spaceId: Id,
  { importId, fileName, size, categoryId }: { importId: Id; fileName: string; size: number; categoryId: Id },
): Promise<ImportView> {
  await askToMove(viewer, spaceId);
  const [category] = await listCategoryHeads([categoryId]);
  if (category?.spaceId !== spaceId) throw notFound("That category is not in this space.");
  const kept = await keepImport({
    ...{ _id: importId, spaceId, by: viewer.personId as Id, byName: viewer.name, at: Date.now() },
    ...{ fileName, size, categoryId, state: "arriving", received: 0, plan: null },
    ...{ problems: [], problemCount: 0, reason: "", done: { threads: 0, posts: 0 } },
  });
  if (kept.spaceId !== spaceId || kept.by !== viewer.personId)
    throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  return toImportView(kept);
}

/** Takes the next piece of the file. */
export async function sendPiece(
  viewer: Viewer,
  { spaceId, importId }: { spaceId: Id; importId: Id },
  { at, bytes }: { at: number; bytes: string },
): Promise<{ received: number }> {
  const { received, size, state } = await findImport(viewer, spaceId, importId);
  const piece = Buffer.from(bytes, "base64");
  // One that was sent before is here; one too early leaves a hole.
  if (at !== received || state !== "arriving") return { received };
  if (at + piece.length > size) throw conflict("tooMuch", "That is more than the file was said to hold.");
  await keepPiece(importId, at, piece);
  await noteReceived(importId, at, at + piece.length);
  return { received: (await findImport(viewer, spaceId, importId)).received };
}

/** Has the file read from end to end. */
export async function checkImport(viewer: Viewer, spaceId: Id, importId: Id): Promise<ImportView> {
  const { received, size } = await findImport(viewer, spaceId, importId);
  if (received < size) throw conflict("notWhole", "The file has not arrived whole yet.");
  return await setToWork(viewer, spaceId, importId, { from: "arriving", to: "checking" });
}

/** Brings in what was checked and found whole. */
export async function runImport(viewer: Viewer, spaceId: Id, importId: Id): Promise<ImportView> {
  const { problemCount } = await findImport(viewer, spaceId, importId);
  if (problemCount > 0)
    throw conflict("faulty", "There is something wrong with that file. Mend it and choose it again.");
  return await setToWork(viewer, spaceId, importId, { from: "checked", to: "running" });
}

/** How far an import is. */
export async function showImport(viewer: Viewer, spaceId: Id, importId: Id): Promise<ImportView> {
  return toImportView(await findImport(viewer, spaceId, importId));
}

/** Asked for again where it is under way already, work that got lost in between is found again. */
async function setToWork(
  viewer: Viewer,
  spaceId: Id,
  importId: Id,
  { from, to }: { from: ImportState; to: ImportState },
): Promise<ImportView> {
  await inTransaction(async (session) => {
    const changed = await changeImport(importId, from, { state: to }, session);
    if (changed !== null && to === "running")
      await enterLog(viewer, { deed: "forums:imported", spaceIds: [spaceId], about: { importId } }, session);
  });
  const record = await findImport(viewer, spaceId, importId);
  if (record.state === "arriving") throw conflict("notWhole", "The file has not arrived whole yet.");
  if (record.state === "checking" || record.state === "running")
    await enqueue(importWork, { key: `${importId} ${record.state}`, at: Date.now(), data: { importId } });
  return toImportView(record);
}

/** An import of the space, for those who may move it. */
async function findImport(viewer: Viewer, spaceId: Id, importId: Id): Promise<ImportRecord> {
  await askToMove(viewer, spaceId);
  const record = await findImportRecord(importId);
  if (record?.spaceId !== spaceId) throw notFound();
  return record;
}

async function askToMove(viewer: Viewer, spaceId: Id): Promise<void> {
  const { subject } = await findSpace(viewer, spaceId);
  authorize(canMoveSpace(viewer, subject));
}

function toImportView({ _id, by: _by, byName: _byName, at: _at, ...view }: ImportRecord): ImportView {
  return { ...view, id: _id };
}

import type { Readable } from "node:stream";
import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import type { FileView } from "#shared/files/files.contract";
import { canFetchFile, ownsFile } from "#shared/files/files.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { usedBy } from "./allowances.model";
import { type FileRecord, findFileRecord, listFilesOf } from "./files.model";
import { partFor } from "./serving";
import { isShownTo } from "./uses.reads";
import type { Workshop } from "./workshop";

/** A file that is ready, for whoever may fetch it now. */
export async function findFile(viewer: Viewer, fileId: Id): Promise<FileRecord> {
  const record = await findFileRecord(fileId);
  if (record?.state !== "ready") throw notFound();
  const { ownerId } = record;
  const isShown = !ownsFile(viewer, { ownerId }) && (await isShownTo(viewer, fileId));
  if (!canFetchFile(viewer, { ownerId, isShown })) throw notFound();
  return record;
}

/** A file's name and bytes as its readers get them; null where it is not ready. Whether somebody may is not asked here. */
export async function openFile({ vault }: Workshop, fileId: Id): Promise<OpenedFile | null> {
  const record = await findFileRecord(fileId);
  if (record?.state !== "ready") return null;
  return { name: record.name, bytes: await vault.read(fileId, partFor(record), null) };
}

export interface OpenedFile {
  name: string;
  bytes: Readable;
}

/** One of the viewer's own files, however it stands with it; anybody else's is nothing at all. */
export async function findOwnFile(viewer: Viewer, fileId: Id): Promise<FileRecord> {
  const record = await findFileRecord(fileId);
  if (record === null || !ownsFile(viewer, record)) throw notFound();
  return record;
}

/** The viewer's own files, the latest first. */
export async function listFiles(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<FileView>> {
  const before = after === undefined ? null : toBefore(after);
  const records = await listFilesOf(viewer.personId as Id, before, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ at, _id }) => [at, _id]);
  return { items: items.map(toFileView), next };
}

/** How much room the viewer has. */
export async function findAllowance({ settings }: Workshop, viewer: Viewer) {
  return { used: await usedBy(viewer.personId as Id), quota: settings.quota, largest: settings.largest };
}

/** A file as its owner sees it. */
export function toFileView({ _id: id, uses, ...record }: FileRecord): FileView {
  const { name, type, size, refusal, picture, at } = record;
  const state = record.state === "gone" ? "refused" : record.state;
  return { id, name, type, size, state, refusal, picture, isUsed: uses > 0, at };
}

function toBefore(cursor: string): { at: number; id: string } {
  const [at, id] = fromCursor(cursor, 2);
  return { at: Number(at), id: String(id) };
}

import type { Id } from "#shared/ids";
import { type FileRecord, findFileRecord } from "./files.model";
import type { Workshop } from "./workshop";

/** Whether some of the upload is here already, if only its beginning. */
export async function isBegun(workshop: Workshop, fileId: Id): Promise<boolean> {
  if ((await findFileRecord(fileId))?.state !== "arriving") return true;
  return (await offsetOf(workshop, fileId)) !== null;
}

/** Whether all of an arriving file is here, also where whoever took it in did not live to say so. */
export async function hasAllOf(workshop: Workshop, { _id, size, arrivedAt }: FileRecord): Promise<boolean> {
  return arrivedAt !== null || (await offsetOf(workshop, _id)) === size;
}

async function offsetOf({ vault }: Workshop, fileId: Id): Promise<number | null> {
  try {
    return (await vault.uploads.getUpload(fileId)).offset;
  } catch (error) {
    const { status_code } = (error ?? {}) as { status_code?: number };
    if (status_code === 404 || status_code === 410) return null;
    throw error;
  }
}

import { inTransaction } from "#server/database/transaction";
import { pictureSizes } from "#shared/files/files.contract";
import type { Id } from "#shared/ids";
import { changeAllowance } from "./allowances.model";
import { examine } from "./examination.commands";
import {
  doneWithUpload,
  type FileRecord,
  forgetFile,
  letGoOfFile,
  listDueFiles,
  putOff,
} from "./files.model";
import { ROUND } from "./patience";
import type { Workshop } from "./workshop";

/** As many as are looked at in one round. */
const AT_ONCE = 100;
/** What could not be done is not tried again right away. */
const LATER = 10 * ROUND;

/** Finishes what was cut short, and clears away what nobody came back to and what is gone. */
export async function sweepFiles(workshop: Workshop, now = Date.now()): Promise<void> {
  for (const record of await listDueFiles(now, AT_ONCE)) {
    try {
      await sweepOne(workshop, record, now);
    } catch (error) {
      workshop.log.warn({ err: error }, "a file could not be cleared away");
      await putOff(record._id, now + LATER);
    }
  }
}

async function sweepOne(
  workshop: Workshop,
  { _id, state, arrivedAt }: FileRecord,
  now: number,
): Promise<void> {
  if (state === "arriving" && arrivedAt !== null) return await examine(workshop, _id);
  if (state === "ready") {
    await workshop.vault.removeUpload(_id);
    return await doneWithUpload(_id);
  }
  if (state !== "gone") {
    await inTransaction(async (session) => {
      const before = await letGoOfFile(_id, now, session);
      if (before !== null) await changeAllowance(before.ownerId, -before.charged, session);
    });
  }
  await erase(workshop, _id);
}

/** Removes the bytes of a file that is gone, then what is known of it. */
export async function erase({ vault }: Workshop, fileId: Id): Promise<void> {
  await vault.removeUpload(fileId);
  await vault.remove(fileId, ["whole", ...pictureSizes]);
  await forgetFile(fileId);
}

/** Goes round until it is told to stop. */
export function keepSweeping(workshop: Workshop): () => void {
  let isUnder = false;
  const timer = setInterval(async () => {
    if (isUnder) return;
    isUnder = true;
    await sweepFiles(workshop)
      .catch((error) => workshop.log.warn({ err: error }, "files could not be swept"))
      .finally(() => {
        isUnder = false;
      });
  }, ROUND);
  timer.unref();
  return () => clearInterval(timer);
}

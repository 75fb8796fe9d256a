import { isDuplicate } from "#server/database/duplicates";
import { inTransaction } from "#server/database/transaction";
import { authorize, conflict, invalid, Refusal } from "#server/errors";
import { cleanName } from "#shared/files/names";
import { fileRefusals } from "#shared/files/refusals";
import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { changeAllowance, takeAllowance } from "./allowances.model";
import { chargeFor } from "./examination.commands";
import { findFileRecord, insertFile, letGoOfFile } from "./files.model";
import { findOwnFile } from "./files.reads";
import { EXPIRY } from "./patience";
import { erase } from "./sweep.commands";
import type { Workshop } from "./workshop";

/** What somebody announces before they send it. */
export interface Announced {
  fileId: Id;
  name: string;
  size: number;
}

/**
 * Makes room for a file that is about to arrive. The same again is the same; refused where it, or all files of the viewer
 * together, would be larger than they may be.
 */
export async function announceFile(
  { settings }: Workshop,
  viewer: Viewer,
  announced: Announced,
): Promise<void> {
  authorize(isMember(viewer));
  const { fileId, size } = announced;
  if (size === 0) throw new Refusal(422, "empty", fileRefusals.empty);
  if (size > settings.largest) throw new Refusal(413, "tooLarge", fileRefusals.tooLarge);
  const ownerId = viewer.personId as Id;
  const at = Date.now();
  const record = {
    ...{ _id: fileId, ownerId, name: cleanName(announced.name), type: "", size, state: "arriving" as const },
    ...{ refusal: null, picture: null, sizes: [], charged: chargeFor(size), uses: 0 },
    ...{ at, arrivedAt: null, dueAt: at + EXPIRY },
  };
  try {
    await inTransaction(async (session) => {
      if (!(await takeAllowance(ownerId, record.charged, settings.quota, session))) throw isFull();
      await insertFile(record, session);
    });
  } catch (error) {
    const known = await findFileRecord(fileId);
    if (known?.ownerId === ownerId) return;
    throw isDuplicate(error, "_id") ? isAnothers() : error;
  }
}

/** Lets go of one's own file, also while it arrives; one that stands somewhere stays. Its bytes go with it. */
export async function removeFile(workshop: Workshop, viewer: Viewer, fileId: Id): Promise<{ isGone: true }> {
  await findOwnFile(viewer, fileId);
  const gone = await inTransaction(async (session) => {
    const before = await letGoOfFile(fileId, Date.now(), session);
    if (before !== null) await changeAllowance(before.ownerId, -before.charged, session);
    return before;
  });
  if (gone === null) throw isUsed();
  await erase(workshop, fileId);
  return { isGone: true };
}

/** What the device says of a file, in the words of tus. */
export function toAnnounced(size: string, { fileId, filename }: Record<string, string | null>): Announced {
  if (!fileId) throw invalid("That upload has no id.", [{ path: "upload-metadata", message: "No fileId." }]);
  return { fileId, name: filename ?? "", size: Number(size) };
}

const isFull = () =>
  conflict(
    "filesFull",
    "There is no room left for your files. Let go of some that you do not need any more.",
  );
const isUsed = () =>
  conflict("fileUsed", "This file stands in something that was written. Take it out there first.");
const isAnothers = () => conflict("fileKnown", "That was sent before as something else. Send it anew.");

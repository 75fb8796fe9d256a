import { inTransaction } from "#server/database/transaction";
import { nameAs } from "#shared/files/names";
import type { FileRefusal } from "#shared/files/refusals";
import type { Id } from "#shared/ids";
import { changeAllowance } from "./allowances.model";
import { type Content, lookInto } from "./content";
import {
  claimFile,
  doneWithUpload,
  type FileRecord,
  findFileRecord,
  markArrived,
  settleFile,
} from "./files.model";
import { NotTaken } from "./notTaken";
import { EXAMINATION, REFUSAL_KEPT, ROUND } from "./patience";
import type { Workshop } from "./workshop";

/** However small a file is, it takes this much of its owner's allowance. */
const LEAST_CHARGED = 4_096;

/** What a file of that size takes of its owner's allowance. */
export function chargeFor(bytes: number): number {
  return Math.max(bytes, LEAST_CHARGED);
}

/** All of an upload is here: notes that, and has it looked into. Said twice it is done once. */
export async function takeArrived(workshop: Workshop, fileId: Id): Promise<void> {
  const now = Date.now();
  await markArrived(fileId, now, now + ROUND);
  examine(workshop, fileId).catch((error) => {
    // It stays due: the sweep tries again.
    workshop.log.warn({ err: error }, "a file could not be looked into");
  });
}

/** Looks into a file that has arrived, when it is its turn: then it is ready, or refused with the reason. */
export function examine(workshop: Workshop, fileId: Id): Promise<void> {
  return workshop.inTurn(fileId, () => examineNow(workshop, fileId));
}

async function examineNow(workshop: Workshop, fileId: Id): Promise<void> {
  const record = await findFileRecord(fileId);
  if (record?.state !== "arriving" || record.arrivedAt === null) return;
  if (!(await claimFile(record, Date.now() + EXAMINATION))) return;
  const bytes = await workshop.vault.readUpload(fileId);
  try {
    await keep(workshop, record, await lookInto(bytes, record.name));
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    await settle(fileId, refusedFor(error.refusal));
  }
  await workshop.vault.removeUpload(fileId);
  await doneWithUpload(fileId);
}

/** Its bytes are safe before it is said to be ready. */
async function keep({ vault }: Workshop, { _id, name }: FileRecord, content: Content): Promise<void> {
  const parts = [...content.parts];
  for (const [part, bytes] of parts) await vault.keep(_id, part, bytes);
  const sizes = parts.flatMap(([part]) => (part === "whole" ? [] : part));
  const isSettled = await settle(_id, {
    ...{ state: "ready", name: nameAs(name, content.endings), type: content.type },
    ...{ size: parts.at(-1)?.[1].length ?? 0, picture: content.picture, sizes },
    charged: chargeFor(parts.reduce((sum, [, bytes]) => sum + bytes.length, 0)),
    dueAt: Date.now() + ROUND,
  });
  // Its owner has taken it away meanwhile.
  if (!isSettled)
    await vault.remove(
      _id,
      parts.map(([part]) => part),
    );
}

function refusedFor(refusal: FileRefusal): Partial<FileRecord> {
  return { state: "refused", refusal, charged: 0, dueAt: Date.now() + REFUSAL_KEPT };
}

/** Ends an arrival and charges its owner for what is kept; false where it has ended otherwise. */
async function settle(fileId: Id, change: Partial<FileRecord>): Promise<boolean> {
  return await inTransaction(async (session) => {
    const before = await settleFile(fileId, change, session);
    if (before === null) return false;
    await changeAllowance(before.ownerId, (change.charged ?? 0) - before.charged, session);
    return true;
  });
}

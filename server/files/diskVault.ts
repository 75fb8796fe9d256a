import { createReadStream, mkdirSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FileStore } from "@tus/file-store";
import { Upload } from "@tus/server";
import { newId } from "#shared/ids";
import { findFileRecord } from "./files.model";
import { EXPIRY } from "./patience";
import type { Part, Vault } from "./vault";

/** Keeps bytes in a folder: `uploads` while they arrive, `kept` afterwards. */
export function openDiskVault(directory: string): Vault {
  const uploads = join(directory, "uploads");
  const kept = join(directory, "kept");
  for (const folder of [uploads, kept]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Ids begin with their time: by their end they are spread evenly.
  const folderOf = (fileId: string) => join(kept, fileId.slice(-2), fileId);
  const pathOf = (fileId: string, part: Part) => join(folderOf(fileId), String(part));

  return {
    uploads: new FileStore({
      directory: uploads,
      configstore: known,
      expirationPeriodInMilliseconds: EXPIRY,
    }),
    readUpload: (fileId) => readFile(join(uploads, fileId)),
    removeUpload: (fileId) => rm(join(uploads, fileId), { force: true }),
    async keep(fileId, part, bytes) {
      await mkdir(folderOf(fileId), { recursive: true, mode: 0o700 });
      await writeSafely(pathOf(fileId, part), bytes);
    },
    sizeOf: async (fileId, part) => (await stat(pathOf(fileId, part))).size,
    read: async (fileId, part, range) =>
      createReadStream(pathOf(fileId, part), range === null ? {} : { start: range.from, end: range.to }),
    remove: (fileId) => rm(folderOf(fileId), { recursive: true, force: true }),
    close: () => undefined,
  };
}

/** Under its name there is all of it, or nothing. */
async function writeSafely(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.${newId()}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}

/** What is known of an upload stands in the store, and nowhere twice. */
const known = {
  async get(fileId: string): Promise<Upload | undefined> {
    const record = await findFileRecord(fileId);
    if (record?.state !== "arriving") return undefined;
    const creation_date = new Date(record.at).toISOString();
    return new Upload({ id: fileId, size: record.size, offset: 0, creation_date });
  },
  set: async () => undefined,
  delete: async () => undefined,
};

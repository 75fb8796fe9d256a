import type { Id } from "#shared/ids";
import { noteOnItsWay } from "./uploads.queries";

/** A file that is on its way, kept on this device until it stands where it was meant to. */
export interface KeptFile {
  id: Id;
  personId: Id;
  /** The text for which it was chosen. */
  place: string;
  file: Blob;
  name: string;
  at: number;
}

/** The server does not wait longer for the rest. */
const LONGEST = 24 * 3_600_000;

/** Keeps a file, so that a reload can go on with it. Where the device cannot, only this page can. */
export async function keepFile(kept: KeptFile): Promise<void> {
  noteOnItsWay(kept.id, kept.place);
  await inStore("readwrite", (store) => store.put(kept)).catch(() => noteOnItsWay(kept.id, null));
}

/** Lets go of a file that has gone where it was meant to go, or is not wanted any more. */
export async function dropFile(id: Id): Promise<void> {
  noteOnItsWay(id, null);
  await inStore("readwrite", (store) => store.delete(id)).catch(() => undefined);
}

/** What was begun in a place and is not finished; what is too old is let go of. */
export async function listKept(personId: Id, place: string): Promise<KeptFile[]> {
  const all = await inStore<KeptFile[]>("readonly", (store) => store.getAll()).catch(() => []);
  const isOld = ({ at }: KeptFile) => at < Date.now() - LONGEST;
  for (const old of all.filter(isOld)) void dropFile(old.id);
  return all.filter((kept) => !isOld(kept) && kept.personId === personId && kept.place === place);
}

async function inStore<Result = unknown>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const database = await open();
  try {
    return await settled<Result>(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("throughline.files", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return settled<IDBDatabase>(request);
}

function settled<Result>(request: IDBRequest): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Result);
    request.onerror = () => reject(request.error);
  });
}

const STORE = "arriving";

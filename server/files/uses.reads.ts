import type { Session } from "#server/database/transaction";
import { conflict, invalid, Refusal } from "#server/errors";
import { canShowFile } from "#shared/files/files.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { filesOf } from "#shared/richText/gather";
import { changeAllowance } from "./allowances.model";
import { countUse, type FileRecord, letGoOfFile, listFileRecords } from "./files.model";
import { insertUse, listFilesIn, listPlacesOf, type Place, removeUse } from "./uses.model";

/*
 * What the features that show files take from here. They know of files; files know nothing of them but what they
 * describe. Whatever is written is written in their transaction, with what it is about.
 */

/** How a feature describes the places of its own in which files stand. */
export interface PlacesOfKind {
  /** Those of the places that the viewer may read now. */
  listReadable(viewer: Viewer, ids: readonly Id[]): Promise<Id[]>;
}

const described = new Map<string, PlacesOfKind>();

/** Lets a feature describe its places: files do not know what stands to their left, but stand there. */
export function describePlaces(kind: string, places: PlacesOfKind): void {
  described.set(kind, places);
}

/** Places that are asked about at once. */
const AT_ONCE = 50;

/** Whether the viewer may read one of the places in which the file stands now. */
export async function isShownTo(viewer: Viewer, fileId: Id): Promise<boolean> {
  for (let after: string | null = ""; after !== null; ) {
    const places = await listPlacesOf(fileId, after, AT_ONCE);
    for (const [kind, those] of described) {
      const ids = places.filter((place) => place.kind === kind).map(({ id }) => id);
      if (ids.length > 0 && (await those.listReadable(viewer, ids)).length > 0) return true;
    }
    after = places.length === AT_ONCE ? (places.at(-1)?.key ?? null) : null;
  }
  return false;
}

/** Files that somebody is about to show, asked after before the transaction in which they are placed. */
export interface ShownFiles {
  /** The text, in which every file is called by its own name. */
  body: RichTextDocument;
  ids: readonly Id[];
  /** Why they may not. It is thrown where they are placed, for what is sent again may have been done before. */
  refusal: Refusal | null;
}

/**
 * Asks whether the viewer may show every file that stands in the text: it is theirs or stands in something that they may
 * read, it has arrived, and a picture is one.
 */
export async function askForFiles(viewer: Viewer, body: RichTextDocument): Promise<ShownFiles> {
  const ids = filesOf(body);
  if (ids.length === 0) return { body, ids, refusal: null };
  const records = new Map((await listFileRecords(ids)).map((record) => [record._id, record]));
  try {
    for (const id of ids) await expectFile(viewer, records.get(id));
    return { body: named(body, records) as RichTextDocument, ids, refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { body, ids, refusal: error };
    throw error;
  }
}

async function expectFile(viewer: Viewer, record: FileRecord | undefined): Promise<void> {
  if (record === undefined) throw notYours();
  const { _id, ownerId } = record;
  const isShown = ownerId !== viewer.personId && (await isShownTo(viewer, _id));
  if (!canShowFile(viewer, { ownerId, isShown })) throw notYours();
  expectReady(record);
}

/**
 * Says in which place files stand from now on, in the transaction that writes what stands there: those that are new are
 * counted in, those that are not there any more are counted out. Refuses where they may not be shown, or have gone
 * meanwhile.
 */
export async function placeFiles(
  place: Place,
  { ids, refusal }: Pick<ShownFiles, "ids" | "refusal">,
  session: Session,
): Promise<void> {
  if (refusal !== null) throw refusal;
  const before = new Set(await listFilesIn(place, session));
  const added = ids.filter((id) => !before.has(id));
  // Asked of all before anything is written, since other deeds may share the transaction.
  if (added.length > 0) {
    const ready = (await listFileRecords(added, session)).filter(({ state }) => state === "ready");
    if (ready.length < added.length) throw notYours();
  }
  for (const id of added) {
    if (!(await countUse(id, 1, session))) throw notYours();
    await insertUse(id, place, session);
  }
  for (const id of before) {
    if (ids.includes(id)) continue;
    await countUse(id, -1, session);
    await removeUse(id, place, session);
  }
}

/** Takes what is gone for everyone with its files, in the same transaction; those that stand elsewhere too stay. */
export async function letGoWithPlace(place: Place, session: Session): Promise<void> {
  const ids = await listFilesIn(place, session);
  if (ids.length === 0) return;
  await placeFiles(place, { ids: [], refusal: null }, session);
  for (const id of ids) {
    const gone = await letGoOfFile(id, Date.now(), session);
    if (gone !== null) await changeAllowance(gone.ownerId, -gone.charged, session);
  }
}

function expectReady({ state }: FileRecord): void {
  if (state === "arriving")
    throw conflict(
      "fileArriving",
      "A file in this text is still on its way. Wait until it is here, or take it out.",
    );
  if (state !== "ready")
    throw conflict("fileRefused", "A file in this text was not taken. Take it out of the text.");
}

/** A name in a text could promise something else than what is fetched; a picture shows nothing but pictures. */
function named(node: RichTextNode, records: ReadonlyMap<Id, FileRecord>): RichTextNode {
  const content = node.content?.map((child) => named(child, records));
  const whole = content ? { ...node, content } : node;
  const record = records.get(String(node.attrs?.fileId));
  if (record === undefined) return whole;
  if (node.type === "file") return { ...whole, attrs: { fileId: record._id, name: record.name } };
  if (record.picture === null) throw notAPicture();
  return { ...whole, attrs: { ...node.attrs, ...record.picture } };
}

const notYours = () => {
  const message =
    "A file in this text is not there, or not yours to show. Take it out, or bring it yourself.";
  return invalid(message, [{ path: "body", message }]);
};
const notAPicture = () => {
  const message = "Something in this text is shown as a picture and is none. Take it out.";
  return invalid(message, [{ path: "body", message }]);
};

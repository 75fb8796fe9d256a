import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { changing, keep } from "#server/database/kept";
import type { Session } from "#server/database/transaction";
import { type Audience, audiences } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";

/** What a moderator says of a category. */
export interface CategoryWords {
  title: string;
  description: string;
  read: Audience;
  start: Audience;
  answer: Audience;
  /** What people say there for the first time waits for a moderator; off where it is not said. */
  holdsFirst?: boolean | undefined;
}

/** What of a category changes only when a moderator changes it, and is kept in memory. */
export interface CategoryHead extends CategoryWords {
  _id: Id;
  spaceId: Id;
  /** Its place among the space's categories; those of equal place stand in the order of their ids. */
  place: number;
  /** The membership year to which it belongs, or null. */
  year: string | null;
  isArchived: boolean;
}

export interface CategoryRecord extends CategoryHead {
  /** Threads that stand in it and are not hidden there. Changes in the transaction that changes them. */
  threadCount: number;
  /** When something was last said there. */
  lastAt: number | null;
}

const category = new Schema<CategoryRecord>(
  {
    _id: { type: String, required: true },
    spaceId: { type: String, required: true },
    place: { type: Number, required: true },
    title: { type: String, required: true },
    description: { type: String, default: "" },
    read: { type: String, enum: audiences, required: true },
    start: { type: String, enum: audiences, required: true },
    answer: { type: String, enum: audiences, required: true },
    holdsFirst: { type: Boolean },
    year: { type: String, default: null },
    isArchived: { type: Boolean, default: false },
    threadCount: { type: Number, default: 0 },
    lastAt: { type: Number, default: null },
  },
  { versionKey: false, collection: "categories", strict: "throw" },
);
category.index({ spaceId: 1, place: 1, _id: 1 });

export const Category = mongoose.model("Category", category);

const empty = { year: null, isArchived: false, threadCount: 0, lastAt: null };

/** Puts new categories into a space that has none yet, as one of those who change categories. */
export async function insertFirstCategories(
  spaceId: Id,
  categories: readonly (CategoryWords & { _id: Id })[],
  session: Session,
): Promise<void> {
  const records = categories.map((words, place) => ({ ...words, spaceId, place, ...empty }));
  await Category.collection.insertMany(records as never[], { session });
}

/** What is written in the same transaction. */
type Beside = (session: Session) => Promise<void>;

/** Adds a category at the end of its space. Answers the one that is there where the id is known already. */
export async function appendCategory(
  spaceId: Id,
  words: CategoryWords & { _id: Id },
  most: number,
  beside: Beside = async () => undefined,
): Promise<CategoryRecord | "tooMany"> {
  const known = await findCategoryRecord(words._id);
  if (known !== null) return known;
  try {
    return await changing(["categories"], async (session) => {
      const others = await Category.find({ spaceId })
        .sort(IN_ORDER)
        .session(session)
        .lean<CategoryRecord[]>();
      if (others.length >= most) return "tooMany";
      const record: CategoryRecord = { ...words, spaceId, place: (others.at(-1)?.place ?? -1) + 1, ...empty };
      await Category.collection.insertOne(record as never, { session });
      await beside(session);
      return record;
    });
  } catch (error) {
    if (!isDuplicate(error, "_id")) throw error;
    return (await findCategoryRecord(words._id)) as CategoryRecord;
  }
}

/** Changes a category and answers how it is then, or null where it is not there. */
export async function changeCategoryRecord(
  categoryId: Id,
  change: Partial<CategoryWords & Pick<CategoryRecord, "isArchived" | "year">>,
  beside: Beside = async () => undefined,
): Promise<CategoryRecord | null> {
  return await changing(["categories"], async (session) => {
    const changed = await Category.findOneAndUpdate(
      { _id: categoryId },
      { $set: change },
      { returnDocument: "after", session },
    ).lean<CategoryRecord>();
    if (changed !== null) await beside(session);
    return changed;
  });
}

/** Puts a category before another of its space, or at the end; false where that other is not of the space. */
export async function moveCategory(
  categoryId: Id,
  { spaceId, before }: { spaceId: Id; before: Id | null },
  beside: Beside,
): Promise<boolean> {
  return await changing(["categories"], async (session) => {
    const all = await Category.find({ spaceId }).sort(IN_ORDER).session(session).lean();
    const ids = all.map(({ _id }) => _id);
    const others = ids.filter((id) => id !== categoryId);
    const at = before === null || before === categoryId ? ids.indexOf(categoryId) : others.indexOf(before);
    if (at === -1) return false;
    others.splice(before === null ? others.length : at, 0, categoryId);
    for (const [place, _id] of others.entries()) {
      if (all.find((record) => record._id === _id)?.place === place) continue;
      await Category.updateOne({ _id }, { $set: { place } }, { session });
    }
    await beside(session);
    return true;
  });
}

/** One category with its counts, or null. */
async function findCategoryRecord(categoryId: Id): Promise<CategoryRecord | null> {
  return await Category.findById(categoryId).lean<CategoryRecord>();
}

/** Those of the categories that exist, in no order. */
export async function listCategoryHeads(ids: readonly Id[]): Promise<CategoryHead[]> {
  return [...(await byId.get(ids)).values()];
}

const byId = keep<CategoryHead>("categories", {
  most: 20_000,
  async read(ids) {
    const among = { _id: mongoose.trusted({ $in: [...ids] }) };
    const heads = await Category.find(among, HEAD).lean<CategoryHead[]>();
    return new Map(heads.map((head) => [head._id, head]));
  },
});

/** The categories of those spaces, in their order. */
export async function listCategoryHeadsOf(spaceIds: readonly Id[]): Promise<CategoryHead[]> {
  return [...(await ofSpaces.get(spaceIds)).values()].flat();
}

const ofSpaces = keep<CategoryHead[]>("categories", {
  most: 10_000,
  async read(ids) {
    const among = { spaceId: mongoose.trusted({ $in: [...ids] }) };
    const heads = await Category.find(among, HEAD).sort(IN_ORDER_OF_SPACES).lean<CategoryHead[]>();
    return new Map(ids.map((id) => [id, heads.filter(({ spaceId }) => spaceId === id)]));
  },
});

const HEAD = { threadCount: 0, lastAt: 0 };
const IN_ORDER = { place: 1, _id: 1 } as const;
const IN_ORDER_OF_SPACES = { spaceId: 1, ...IN_ORDER } as const;

/** The categories of those spaces with their counts, in their order. */
export async function listCategoriesOf(spaceIds: readonly Id[]): Promise<CategoryRecord[]> {
  return await Category.find({ spaceId: mongoose.trusted({ $in: [...spaceIds] }) })
    .sort(IN_ORDER_OF_SPACES)
    .lean<CategoryRecord[]>();
}

/** Counts a thread in or out of a category, in the transaction that puts it there or takes it away. */
export async function countThread(categoryId: Id, by: 1 | -1, session: Session): Promise<void> {
  await Category.collection.updateOne(
    { _id: categoryId } as never,
    { $inc: { threadCount: by } },
    { session },
  );
}

/** Notes that something was said in those categories; only ever forward. */
export async function noteSaidInCategories(categoryIds: readonly Id[], at: number): Promise<void> {
  await Category.collection.updateMany({ _id: { $in: [...categoryIds] } } as never, { $max: { lastAt: at } });
}

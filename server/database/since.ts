import type { Model } from "mongoose";
import { findPlain } from "./plainFind";

/** Documents of one go. */
const AT_ONCE = 100;

/** Something that has its moment, in a collection with an index of `at` and `_id`. */
interface Dated {
  _id: string;
  /** In milliseconds since the epoch. */
  at: number;
}

/** Everything in a collection from a moment on, in that order: for features that make up for what they missed. */
export async function* since<Record extends Dated>(
  model: Pick<Model<never>, "collection">,
  moment: number,
): AsyncGenerator<Record> {
  const list = (at: number, after: string, limit: number) => listSince<Record>(model, at, after, limit);
  yield* walk(moment, list, ({ at }) => at);
}

/** Reads on from the last one, batch by batch. */
export async function* walk<Record extends { _id: string }>(
  moment: number,
  list: (at: number, after: string, limit: number) => Promise<Record[]>,
  momentOf: (record: Record) => number,
): AsyncGenerator<Record> {
  for (let [at, after] = [moment, ""]; ; ) {
    const records = await list(at, after, AT_ONCE);
    yield* records;
    const last = records.at(-1);
    if (last === undefined || records.length < AT_ONCE) return;
    [at, after] = [momentOf(last), last._id];
  }
}

/** Asked apart: an import leaves many of one moment, and together they would be walked anew for every page. */
async function listSince<Record>(
  model: Pick<Model<never>, "collection">,
  at: number,
  after: string,
  limit: number,
): Promise<Record[]> {
  const sort = { at: 1, _id: 1 } as const;
  const ofMoment = await findPlain<Record>(model, { at, _id: { $gt: after } }, { sort, limit });
  if (ofMoment.length === limit) return ofMoment;
  const rest = { sort, limit: limit - ofMoment.length };
  return [...ofMoment, ...(await findPlain<Record>(model, { at: { $gt: at } }, rest))];
}

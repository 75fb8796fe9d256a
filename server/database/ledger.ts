import { createHash } from "node:crypto";
import mongoose, { Schema } from "mongoose";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { Session } from "./transaction";

/** What is written into a ledger: who did which deed, about what and whom, and why. Never the words it was done to. */
export interface Done {
  by: Id;
  /** `feature:deedInThePast`. */
  deed: string;
  /** The ids of what it was done to, by what they are. */
  about: Readonly<Record<string, Id>>;
  /** Whom it was done to, where that is one person. */
  whom: Id | null;
  reason: string;
  /** The norm that the reason names, in its words of then; empty or left out where it names none. */
  norm?: string | undefined;
}

/** One entry of a ledger. */
export interface EntryRecord extends Done {
  /** Sorts by when it was made. */
  _id: Id;
  ledger: string;
  /** Its place in its ledger, from 1, without holes. */
  seq: number;
  at: number;
  /** The hash of the entry before it; empty for the first. */
  former: string;
  /** SHA-256 over everything else in it, so that each entry answers for all before it (Haber and Stornetta, 1991). */
  hash: string;
}

/** How what an entry tells is undone. */
export interface Undoing {
  /** Whether it holds still, so that there is something to be undone. */
  stands(entry: EntryRecord): Promise<boolean>;
  /**
   * Undoes it by somebody's deed, together with what else that changes; where it holds no more only that is changed.
   * Whoever calls has asked whether it may be, and enters it.
   */
  undo(
    entry: EntryRecord,
    by: { viewer: Viewer; deedId: Id },
    also: (session: Session) => Promise<void>,
  ): Promise<void>;
}

/** Where a ledger ends: without it nobody would miss its last entries. */
interface EndRecord {
  _id: string;
  seq: number;
  hash: string;
}

/** What is wrong with a ledger, at the first place where something is. */
export interface Flaw {
  ledger: string;
  seq: number;
  what: "changed" | "missing";
}

const entry = new Schema<EntryRecord>(
  {
    _id: { type: String, required: true },
    ledger: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Number, required: true },
    by: { type: String, required: true },
    deed: { type: String, required: true },
    about: { type: Schema.Types.Mixed, required: true } as never,
    whom: { type: String, default: null },
    reason: { type: String, default: "" },
    norm: { type: String, default: "" },
    former: { type: String, default: "" },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: "ledgerEntries", strict: "throw", minimize: false },
);
entry.index({ ledger: 1, seq: 1 }, { unique: true });
entry.index({ at: 1, _id: 1 });
entry.index({ whom: 1, deed: 1, _id: -1 });
entry.index({ ledger: 1, whom: 1, deed: 1, _id: -1 });

export const Entry = mongoose.model("LedgerEntry", entry);

const end = new Schema<EndRecord>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: "ledgerEnds", strict: "throw" },
);

const End = mongoose.model("LedgerEnd", end);

/**
 * Writes an entry at the end of a ledger, in the transaction of the deed itself: there is no deed without its entry and no
 * entry without its deed. Two at once meet at the ledger's end, and the second is done again after the first.
 */
export async function enter(ledger: string, done: Done, session: Session): Promise<EntryRecord> {
  const before = await End.findById(ledger).session(session).lean<EndRecord>();
  const seq = (before?.seq ?? 0) + 1;
  const { by, deed, about, whom, reason, norm = "" } = done;
  const former = before?.hash ?? "";
  const unsealed = { ledger, seq, at: Date.now(), by, deed, about, whom, reason, norm, former };
  const hash = hashOf(unsealed);
  const entry: EntryRecord = { _id: newId(), ...unsealed, hash };
  await Entry.collection.insertOne({ ...entry } as never, { session });
  await End.updateOne({ _id: ledger }, { $set: { seq, hash } }, { session, upsert: true });
  return entry;
}

/** Those entries, in no order. */
export async function findEntries(ids: readonly Id[]): Promise<EntryRecord[]> {
  if (ids.length === 0) return [];
  return await Entry.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<EntryRecord[]>();
}

/** The entries of a ledger, the latest first, from before a place; with null from its end. */
export async function listEntries(
  ledger: string,
  before: number | null,
  limit: number,
): Promise<EntryRecord[]> {
  const rest = before === null ? {} : { seq: mongoose.trusted({ $lt: before }) };
  return await Entry.find({ ledger, ...rest })
    .sort({ seq: -1 })
    .limit(limit)
    .lean<EntryRecord[]>();
}

/** What was done to somebody of those deeds, the latest first, from before the one named. */
export async function listEntriesTo(
  whom: Id,
  deeds: readonly string[],
  before: Id | null,
  limit: number,
): Promise<EntryRecord[]> {
  const rest = before === null ? {} : { _id: mongoose.trusted({ $lt: before }) };
  // Each asked apart: of several deeds at once the index has no order.
  const lists = deeds.map((deed) =>
    Entry.find({ whom, deed, ...rest })
      .sort({ _id: -1 })
      .limit(limit)
      .lean<EntryRecord[]>(),
  );
  const found = (await Promise.all(lists)).flat();
  return found.sort((one, other) => (one._id < other._id ? 1 : -1)).slice(0, limit);
}

/** What some ledger tells that was done to somebody of one deed, the latest first. */
export async function listEntriesIn(
  ledger: string,
  done: Pick<EntryRecord, "whom" | "deed">,
  limit: number,
): Promise<EntryRecord[]> {
  const { whom, deed } = done;
  return await Entry.find({ ledger, whom, deed }).sort({ _id: -1 }).limit(limit).lean<EntryRecord[]>();
}

/** A ledger that was walked from its first entry to its end. */
export interface Walked {
  ledger: string;
  entries: number;
  /** The hash at its end, which answers for all of it: who writes it down elsewhere can compare it later. */
  hash: string;
  flaw: Flaw | null;
}

/** Walks every ledger, and tells of each the first entry that was changed or is missing. */
export async function verifyLedgers(): Promise<Walked[]> {
  const known = await Entry.distinct("ledger");
  const ends = await End.find().lean<EndRecord[]>();
  const ledgers = [...new Set([...(known as string[]), ...ends.map(({ _id }) => _id)])].sort();
  const walked: Walked[] = [];
  for (const ledger of ledgers) {
    walked.push(
      await walk(
        ledger,
        ends.find(({ _id }) => _id === ledger),
      ),
    );
  }
  return walked;
}

async function walk(ledger: string, last: EndRecord | undefined): Promise<Walked> {
  let [seq, hash] = [0, ""];
  const flawed = (what: Flaw["what"], at: number) => ({
    ...{ ledger, entries: seq, hash },
    flaw: { ledger, seq: at, what },
  });
  for await (const each of Entry.find({ ledger }).sort({ seq: 1 }).lean<EntryRecord[]>().cursor()) {
    const { _id, hash: own, ...unsealed } = each as unknown as EntryRecord;
    if (unsealed.seq !== seq + 1) return flawed("missing", seq + 1);
    if (unsealed.former !== hash || hashOf(unsealed) !== own) return flawed("changed", unsealed.seq);
    seq = unsealed.seq;
    hash = own;
  }
  if (last === undefined || last.seq < seq) return flawed("changed", seq);
  if (last.seq > seq) return flawed("missing", seq + 1);
  return last.hash === hash ? { ledger, entries: seq, hash, flaw: null } : flawed("changed", seq);
}

/** The same bytes for the same entry, whatever order its fields come in. */
function hashOf({
  ledger,
  seq,
  at,
  by,
  deed,
  about,
  whom,
  reason,
  norm = "",
  former,
}: Omit<EntryRecord, "_id" | "hash">) {
  const things = Object.entries(about).sort(([one], [other]) => (one < other ? -1 : 1));
  const fields = [ledger, seq, at, by, deed, things, whom, reason, former];
  // Entries were sealed before any named a norm.
  const sealed = JSON.stringify(norm === "" ? fields : [...fields, norm]);
  return createHash("sha256").update(sealed).digest("base64url");
}

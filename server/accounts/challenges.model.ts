import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { newId } from "#shared/ids";
import { type Language, languages } from "#shared/languages";

export type Purpose = "verify" | "reset";

/** What somebody gave when signing up. It becomes an account only when the mailbox's owner confirms it. */
export interface PendingAccount {
  name: string;
  unit: string;
  campusId: string;
  passwordHash: string;
  /** By which the browser is known in which the password was chosen. */
  markHash: string;
}

/** Asks the owner of a mailbox to prove that they read it. */
export interface ChallengeRecord {
  _id: string;
  purpose: Purpose;
  address: string;
  /** SHA-256 of the link's token. */
  tokenHash: string;
  /** Six digits can be tried out, so theirs is a keyed hash. */
  codeHash: string;
  /** Codes that were tried; after five only the link works. */
  attempts: number;
  expiresAt: Date;
  language: Language;
  /** The path to go on to afterwards. */
  next: string | null;
  pending: PendingAccount | null;
}

/** What goes into the message and is stored nowhere. */
export interface Proofs {
  token: string;
  code: string;
}

export const MOST_ATTEMPTS = 5;
const DAY = 24 * 60 * 60 * 1_000;

const challenge = new Schema<ChallengeRecord>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, enum: ["verify", "reset"], required: true },
    address: { type: String, required: true },
    tokenHash: { type: String, required: true },
    codeHash: { type: String, required: true },
    attempts: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
    language: { type: String, enum: languages, required: true },
    next: { type: String, default: null },
    pending: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false, collection: "challenges", strict: "throw" },
);
challenge.index({ address: 1, purpose: 1 }, { unique: true });
challenge.index({ tokenHash: 1 }, { unique: true });
challenge.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Challenge = mongoose.model("Challenge", challenge);

/** Poses a challenge in place of any earlier one of its purpose for that address, whose proofs are void from here on. */
export async function pose(
  asked: Pick<ChallengeRecord, "purpose" | "address" | "language" | "next" | "pending">,
  secret: string,
): Promise<Proofs> {
  const token = randomBytes(32).toString("base64url");
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const { purpose, address, ...others } = asked;
  const tokenHash = hashToken(token);
  const posed = {
    ...others,
    tokenHash,
    codeHash: hashCode(code, tokenHash, secret),
    attempts: 0,
    expiresAt: new Date(Date.now() + DAY),
  };
  const put = () =>
    Challenge.updateOne(
      { address, purpose },
      { $set: posed, $setOnInsert: { _id: newId() } },
      { upsert: true },
    );
  try {
    await put();
  } catch (error) {
    // Two at once both meant to be the first; now there is one to replace.
    if (!isDuplicate(error)) throw error;
    await put();
  }
  return { token, code };
}

/** The challenge that is open for an address, or null. */
export async function findOpen(purpose: Purpose, address: string): Promise<ChallengeRecord | null> {
  return await Challenge.findOne({ address, purpose, ...unexpired() }).lean<ChallengeRecord>();
}

/** The challenge behind the token of a link, or null. */
export async function findByToken(purpose: Purpose, token: string): Promise<ChallengeRecord | null> {
  return await Challenge.findOne({
    tokenHash: hashToken(token),
    purpose,
    ...unexpired(),
  }).lean<ChallengeRecord>();
}

/** The challenge behind a code, or null; and null for every code once five wrong ones have been tried. */
export async function findByCode(
  purpose: Purpose,
  { address, code }: { address: string; code: string },
  secret: string,
): Promise<ChallengeRecord | null> {
  // The attempt is counted before the code is looked at, so that many tries at once are not more than five.
  const open = await Challenge.findOneAndUpdate(
    { address, purpose, attempts: mongoose.trusted({ $lt: MOST_ATTEMPTS }), ...unexpired() },
    { $inc: { attempts: 1 } },
    { returnDocument: "after" },
  ).lean<ChallengeRecord>();
  if (open === null) return null;
  const given = Buffer.from(hashCode(code, open.tokenHash, secret));
  if (!timingSafeEqual(given, Buffer.from(open.codeHash))) return null;
  await Challenge.updateOne({ _id: open._id, tokenHash: open.tokenHash }, { $inc: { attempts: -1 } });
  return open;
}

/** Takes a challenge up. Of several who take up the same one at once, one does. */
export async function takeUp({ _id, tokenHash }: ChallengeRecord): Promise<boolean> {
  const { deletedCount } = await Challenge.deleteOne({ _id, tokenHash });
  return deletedCount === 1;
}

/** The TTL index sweeps when it likes, so every look asks the time itself. */
function unexpired() {
  return { expiresAt: mongoose.trusted({ $gt: new Date() }) };
}

function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

function hashCode(code: string, tokenHash: string, secret: string): string {
  return createHmac("sha256", secret).update(`challenge ${tokenHash} ${code}`).digest("base64url");
}

import mongoose, { Schema } from "mongoose";

/** A session, as far as it is looked up here; the library keeps more. */
export interface SessionRecord {
  _id: string;
  token: string;
  userId: string;
  expiresAt: Date;
}

/**
 * The accounts library reads and writes these two collections itself; what is declared here is what must hold of them
 * from the first moment: tokens are unique, sessions that have ended are swept, and nobody has two passwords. Indexes
 * that the library makes too are named as it names them.
 */
const session = new Schema<SessionRecord>(
  { _id: String, token: String, userId: String, expiresAt: Date },
  { versionKey: false, collection: "sessions", strict: "throw" },
);
session.index({ token: 1 }, { unique: true, name: "sessions_token_uidx" });
session.index({ userId: 1 }, { name: "sessions_userId_idx" });
session.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const credential = new Schema(
  { _id: String, providerId: String, accountId: String, userId: String },
  { versionKey: false, collection: "credentials", strict: "throw" },
);
credential.index({ userId: 1 }, { name: "credentials_userId_idx" });
credential.index({ providerId: 1, accountId: 1 }, { unique: true });

export const Session = mongoose.model("Session", session);
mongoose.model("Credential", credential);

/** The database that mongoose is connected to, for the accounts library. */
export function accountsDatabase() {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error("Accounts need a connected database.");
  return db;
}

/** The sessions of those tokens, ended ones too. */
export async function listSessionRecords(tokens: readonly string[]): Promise<SessionRecord[]> {
  return await Session.find({ token: mongoose.trusted({ $in: [...tokens] }) })
    .select({ token: 1, userId: 1, expiresAt: 1 })
    .lean<SessionRecord[]>();
}

import mongoose, { Schema } from "mongoose";

/**
 * The accounts library reads and writes these two collections itself; what is declared here is what it leaves to the
 * deployment: sessions that end are swept, and nobody has two passwords.
 */
const session = new Schema(
  { _id: String, expiresAt: Date },
  { versionKey: false, collection: "sessions", strict: "throw" },
);
session.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const credential = new Schema(
  { _id: String, providerId: String, accountId: String },
  { versionKey: false, collection: "credentials", strict: "throw" },
);
credential.index({ providerId: 1, accountId: 1 }, { unique: true });

export const Session = mongoose.model("Session", session);
mongoose.model("Credential", credential);

/** The database that mongoose is connected to, for the accounts library. */
export function accountsDatabase() {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error("Accounts need a connected database.");
  return db;
}

import mongoose from "mongoose";
import { noticeClosedSockets } from "./closedSockets";

/**
 * Connects mongoose for the whole process, with the guards that it leaves off: filters are taken literally, so that
 * `{ $ne: … }` from outside matches nothing, and unknown paths in a query are errors.
 */
export async function connectDatabase(uri: string): Promise<typeof mongoose> {
  mongoose.set("sanitizeFilter", true);
  mongoose.set("strictQuery", "throw");
  mongoose.set("autoIndex", false);
  noticeClosedSockets();
  return await mongoose.connect(uri, {
    dbName: "throughline",
    serverSelectionTimeoutMS: 5_000,
    writeConcern: { w: "majority", j: true },
    retryWrites: true,
  });
}

/** Builds every declared index; resolves when unique ones hold. */
export async function ensureIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) await model.createIndexes();
}

export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect();
}

/** Whether the store answers now. */
export async function pingDatabase(): Promise<boolean> {
  try {
    await mongoose.connection.db?.admin().ping();
    return mongoose.connection.readyState === mongoose.ConnectionStates.connected;
  } catch {
    // A store that does not answer is what the caller asks about, not a fault of asking.
    return false;
  }
}

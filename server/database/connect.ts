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

/** Builds every declared index; resolves when unique ones hold. One that a former version declared otherwise is built anew. */
export async function ensureIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) {
    try {
      await model.createIndexes();
    } catch (error) {
      if (!isDeclaredOtherwise(error)) throw error;
      await model.cleanIndexes();
      await model.createIndexes();
    }
  }
}

/** An index of that name or of those keys is there, with other options (`IndexOptionsConflict`, `IndexKeySpecsConflict`). */
function isDeclaredOtherwise(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && (error.code === 85 || error.code === 86);
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

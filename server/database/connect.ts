import mongoose from "mongoose";

/**
 * Connects mongoose for the whole process, with the guards that it leaves off: filters are taken literally, so that
 * `{ $ne: … }` from outside matches nothing, and unknown paths in a query are errors.
 */
export async function connectDatabase(uri: string): Promise<typeof mongoose> {
  mongoose.set("sanitizeFilter", true);
  mongoose.set("strictQuery", "throw");
  mongoose.set("autoIndex", false);
  return await mongoose.connect(uri, {
    dbName: "throughline",
    serverSelectionTimeoutMS: 5_000,
    // A driver whose connection breaks at a bad moment waits for ever to write to it; nobody here does.
    timeoutMS: LONGEST_ANSWER,
    writeConcern: { w: "majority", j: true },
    retryWrites: true,
  });
}

/** How long the store may take for one operation, in milliseconds. */
const LONGEST_ANSWER = 20_000;

/** Builds every declared index, however long it takes; resolves when unique ones hold. */
export async function ensureIndexes(): Promise<void> {
  for (const { schema, collection } of Object.values(mongoose.models)) {
    for (const [key, options] of schema.indexes()) {
      await collection.createIndex(key as Record<string, 1>, { ...(options as object), timeoutMS: 0 });
    }
  }
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

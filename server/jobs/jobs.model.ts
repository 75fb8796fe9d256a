import { MongoBackend } from "@agendajs/mongo-backend";
import mongoose from "mongoose";

const COLLECTION = "agendaJobs";

/** Where jobs are kept: in the store that the process is connected to, over the same connection. */
export function jobsBackend(): MongoBackend {
  return new MongoBackend({ mongo: database() as never, collection: COLLECTION } as never);
}

/** Holds that a job of one name and key is there once, also where two servers ask for it in the same moment. */
export async function ensureUniqueJobs(): Promise<void> {
  await database()
    .collection(COLLECTION)
    .createIndex(
      { name: 1, "data.key": 1 },
      { unique: true, partialFilterExpression: { "data.key": { $exists: true } } },
    );
}

function database() {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error("Jobs are kept in the store, which is not connected.");
  return db;
}

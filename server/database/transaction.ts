import mongoose, { type ClientSession } from "mongoose";
import { inTime } from "./patience";

/** The transaction in which several documents are changed together or not at all. */
export type Session = ClientSession;

/** How often somebody else may be quicker before it is given up. */
const PATIENCE = 30;

/**
 * Does the work in one transaction. Where another writer was quicker it is done again from the beginning, on what that
 * one left behind: so the work may run several times, and tells nobody of anything before this resolves.
 */
export async function inTransaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  let attempts = 0;
  const transaction = mongoose.connection.transaction(async (session) => {
    attempts += 1;
    if (attempts > PATIENCE) throw new Error(`A transaction was crossed ${PATIENCE} times.`);
    return await work(session);
  });
  return await inTime(transaction);
}

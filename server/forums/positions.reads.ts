import type { Id } from "#shared/ids";
import { listPositions } from "./positions.model";

/** Everybody who has taken a position in a thread, some at a time. Never answer a person with it. */
export async function* eachWithPosition(threadId: Id, atOnce = 100): AsyncGenerator<Id[]> {
  for (let after = ""; ; ) {
    const records = await listPositions(threadId, after, atOnce);
    if (records.length > 0) yield records.map(({ personId }) => personId);
    if (records.length < atOnce) return;
    after = records.at(-1)?._id ?? "";
  }
}

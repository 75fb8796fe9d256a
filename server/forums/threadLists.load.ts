import { onceEver } from "#server/database/onceEver";
import type { Id } from "#shared/ids";
import { listThreadsAfter, relistThreads } from "./threads.model";

/** Threads that are looked at in one go. */
const AT_ONCE = 200;

/** Lets threads that were begun before tags and people could be followed stand in their lists too; once in the life of a store. */
export async function loadThreadLists(): Promise<void> {
  await onceEver("forums: lists of tags and authors", relistEverything);
}

/** Enters every thread into the lists in which it would be today. */
export async function relistEverything(): Promise<void> {
  for (let after: Id | null = ""; after !== null; ) {
    const threads = await listThreadsAfter(after, AT_ONCE);
    await relistThreads(threads);
    after = threads.at(-1)?._id ?? null;
  }
}

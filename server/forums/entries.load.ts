import { onceEver } from "#server/database/onceEver";
import type { Id } from "#shared/ids";
import { toEntries } from "./entries.commands";
import { insertMissingEntries } from "./entries.model";
import { listPostsAfter } from "./posts.model";
import { listThreadRecords } from "./threads.model";

/** Posts that are looked at in one go. */
const AT_ONCE = 200;

/** Lets what was said before there was a search be found too; once in the life of a store. */
export async function loadEntries(): Promise<void> {
  await onceEver("forums: entries", enterEverything);
}

/** Enters whatever was ever said and is still shown; what is entered already stays as it is. */
export async function enterEverything(): Promise<void> {
  for (let after: Id | null = ""; after !== null; ) {
    const posts = await listPostsAfter(after, AT_ONCE);
    const threads = new Map(
      (await listThreadRecords(posts.map(({ threadId }) => threadId))).map((thread) => [thread._id, thread]),
    );
    const entries = posts.map(async (post) => {
      const thread = threads.get(post.threadId);
      return thread === undefined ? [] : await toEntries(thread, post);
    });
    await insertMissingEntries((await Promise.all(entries)).flat());
    after = posts.at(-1)?._id ?? null;
  }
}

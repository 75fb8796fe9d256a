import { describePlaces } from "#server/files/uses.reads";
import { canReadThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listDecidedBy } from "./held.reads";
import { listPostRecords } from "./posts.model";
import { listThreadRecords } from "./threads.model";
import { toKnownThreads } from "./threads.reads";

/** Tells the files who may read the posts in which they stand: of one that waits who decides, of one that is hidden nobody. */
export function describePosts(): void {
  describePlaces("post", { listReadable: listReadablePosts });
}

async function listReadablePosts(viewer: Viewer, ids: readonly Id[]): Promise<Id[]> {
  const posts = (await listPostRecords(ids)).filter(({ state }) => state === "shown");
  const records = await listThreadRecords([...new Set(posts.map(({ threadId }) => threadId))]);
  const threads = await toKnownThreads(records);
  const readable = new Set(
    threads.filter(({ subject }) => canReadThread(viewer, subject)).map(({ record }) => record._id),
  );
  const shown = posts.filter(({ threadId }) => readable.has(threadId)).map(({ _id }) => _id);
  const others = ids.filter((id) => !posts.some(({ _id }) => _id === id));
  return [...shown, ...(await listDecidedBy(viewer, others))];
}

import type { Channel } from "#server/live/channels";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findThread, getThread, toThreadView } from "./threads.reads";

/** Heard by those who may read the thread and have it open. They are not told who else reads. */
export const forumsChannel: Channel = {
  feature: "forums",
  tells: "count",

  async admit(viewer: Viewer, threadId: Id) {
    await findThread(viewer, threadId);
  },

  /** Whoever is behind is handed the head, and asks anew for the posts on their screen: no log of facts is kept. */
  async read(threadId: Id, after: number | null) {
    const thread = await toThreadView(await getThread(threadId));
    return after === thread.seq
      ? { view: null, facts: [] }
      : { view: { seq: thread.seq, thread, posts: [] }, facts: [] };
  },

  async arrive() {
    // That somebody reads is noted by how far they have read, which their page tells.
  },
};

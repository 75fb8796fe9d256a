import { notFound } from "#server/errors";
import type { Channel } from "#server/live/channels";
import type { Id } from "#shared/ids";
import { canHearNews } from "#shared/notifications/notifications.policy";
import type { Viewer } from "#shared/people/viewer";

/** Everybody's own: one's devices hear that there is something new for one, and nobody else does. */
export const notificationsChannel: Channel = {
  feature: "notifications",
  tells: "nothing",

  async admit(viewer: Viewer, personId: Id) {
    if (!canHearNews(viewer, { personId })) throw notFound();
  },

  /** What is new is asked for over HTTP, by the rights of that moment. */
  async read() {
    return { view: null, facts: [] };
  },

  async arrive() {
    // That a device listens is nobody's business.
  },
};

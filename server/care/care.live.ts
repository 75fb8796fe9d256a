import type { Channel } from "#server/live/channels";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findMatter } from "./matters.reads";

/**
 * A channel for each report and appeal, not one for the desk: some of those who keep a desk may not know of all that lies
 * there. Whoever has it on the screen hears, and only whoever has it open looks.
 */
export const careChannelKind: Channel = {
  feature: "care",
  tells: "lookers",

  async admit(viewer: Viewer, matterId: Id) {
    await findMatter(viewer, matterId);
  },

  /** What is otherwise is asked for over HTTP, by the rights of that moment. */
  async read() {
    return { view: null, facts: [] };
  },

  async arrive() {
    // That somebody has it on their screen is told to nobody.
  },
};

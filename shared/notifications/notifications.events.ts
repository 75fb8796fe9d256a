import * as z from "zod/mini";
import { liveEvent } from "#shared/live/event";
import { canHearNews } from "./notifications.policy";

export const notificationEvents = {
  /**
   * Something is otherwise with what is new for that person: what was told them themselves (`you`), the threads that
   * they follow, or whom they have blocked. It says neither what nor how much; their devices ask, and are answered by the rights they have then.
   */
  "notifications:changed": liveEvent({
    data: z.object({ of: z.enum(["you", "followed", "blocks"]) }),
    policy: canHearNews,
    about: "person",
  }),
};

import * as z from "zod/mini";
import { liveEvent } from "#shared/live/event";
import { canLookInto } from "./matters.policy";

export const careEvents = {
  /**
   * Something is otherwise with a report or an appeal: what is noted about it (`notes`), or whether and where it lies open
   * (`lying`). It says no more; whoever hears it asks, and is answered by the rights they have then.
   */
  "care:changed": liveEvent({
    data: z.object({ of: z.enum(["notes", "lying"]) }),
    policy: canLookInto,
    about: "matter",
  }),
};

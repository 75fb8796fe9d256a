import * as z from "zod/mini";

/** Why a facilitator does something to somebody: that one reads it, and the room's log tells it. */
export const givenReason = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say in a sentence why."),
    z.maxLength(400, "A reason has at most 400 characters."),
  );

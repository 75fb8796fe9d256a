import * as z from "zod/mini";

/**
 * What every refusal says. `code` is stable and is what programs and the catalogue go by; `message` is a sentence
 * fit to show a person; `fields` names the inputs that were wrong, by their path.
 */
export const apiError = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  /** Seconds to wait before asking again, where waiting helps. */
  retryAfter: z.optional(z.number()),
});
export type ApiErrorBody = z.infer<typeof apiError>;

import * as z from "zod/mini";
import { idSchema } from "#shared/ids";

/** A person's own name for themselves, as others read it. */
export const personName = z.string().check(
  z.trim(),
  z.minLength(1, "Write the name that colleagues know you by."),
  z.maxLength(80, "A name has at most 80 characters."),
  z.refine((name) => !/[\p{Cc}\p{Bidi_C}]/u.test(name), "A name has no control characters."),
);

/** The office or department one speaks from. May be empty. */
export const personUnit = z.string().check(
  z.trim(),
  z.maxLength(80, "An office has at most 80 characters."),
  z.refine((unit) => !/[\p{Cc}\p{Bidi_C}]/u.test(unit), "An office has no control characters."),
);

/** How a person stands beside their words. */
export const personMark = z.object({ personId: idSchema, name: z.string(), unit: z.string() });
export type PersonMark = z.infer<typeof personMark>;

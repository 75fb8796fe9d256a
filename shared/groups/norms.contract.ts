import * as z from "zod/mini";

/** The norm of the group that a reason names, in its words; empty for none. */
export const namedNorm = z.string().check(z.maxLength(240));

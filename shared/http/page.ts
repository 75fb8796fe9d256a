import * as z from "zod/mini";
import type { Schema } from "./endpoint";

/** Asks for the page after `after`, a cursor that a former page gave. */
export const pageInput = { after: z.optional(z.string().check(z.maxLength(200))) };

/** A page of a list in a stable order; `next` is the cursor of the following page, or null at the end. */
export function pageOf<Item extends Schema>(item: Item) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) });
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

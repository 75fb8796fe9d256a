import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import type { Fact } from "#shared/live/event";

/** Something a person said that waits on their device until the server has acknowledged it. */
export const post = z.object({
  /** The same on every try, so that the server takes it once. */
  deedId: idSchema,
  roomId: idSchema,
  /** The endpoint's path with its `:names`, and what stands in their place. */
  path: z.string(),
  params: z.record(z.string(), z.string()),
  input: z.record(z.string(), z.unknown()),
  /** When it was said, by the device's clock: posts of a room are sent in this order. */
  at: z.number(),
  /** Why the server will not take it; null while it waits its turn. */
  refusal: z.nullable(z.object({ code: z.string(), message: z.string() })),
});
export type Post = z.infer<typeof post>;

/** Where posts are kept: the browser's `localStorage`, or what a test gives. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/**
 * One key for each post, so that several tabs of a person add and take away without ever overwriting each other's.
 * Storage that refuses (full, or switched off) throws from `keep` only.
 */
export function createPostShelf(shelf: Shelf | null, personId: string) {
  const prefix = `throughline.post.${personId}.`;
  return {
    keep(kept: Post): void {
      if (shelf === null) throw new Error("This device keeps nothing.");
      shelf.setItem(prefix + kept.deedId, JSON.stringify(kept));
    },
    remove(deedId: string): void {
      shelf?.removeItem(prefix + deedId);
    },
    list(): Post[] {
      const keys = Array.from({ length: shelf?.length ?? 0 }, (_, place) => shelf?.key(place) ?? "");
      return keys
        .filter((key) => key.startsWith(prefix))
        .map((key) => read(shelf?.getItem(key)))
        .filter((kept): kept is Post => kept !== null)
        .sort(inOrder);
    },
    owns: (key: string | null) => key === null || key.startsWith(prefix),
  };
}

export function inOrder(a: Post, b: Post): number {
  return a.at - b.at || (a.deedId < b.deedId ? -1 : 1);
}

function read(text: string | null | undefined): Post | null {
  try {
    const parsed = post.safeParse(JSON.parse(text ?? ""));
    return parsed.success ? parsed.data : null;
  } catch {
    // Another version of the page may have written it, or somebody by hand: it stays where it is, untouched.
    return null;
  }
}

/** Whether an answer is what the server promises: a captive portal also answers 200. */
export function isFactOf(roomId: string, reply: unknown): reply is Fact {
  const fact = reply as Partial<Fact> | null;
  return typeof fact?.seq === "number" && fact.roomId === roomId && typeof fact.name === "string";
}

/** Whether an answer says that the post is taken although nothing has happened in the room: it waits for a facilitator, or went to one. */
export function isTaken(deedId: string, reply: unknown): boolean {
  const { heldId, messageId } = (reply ?? {}) as { heldId?: unknown; messageId?: unknown };
  return heldId === deedId || messageId === deedId;
}

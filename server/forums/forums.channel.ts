import type { Id } from "#shared/ids";

/** The channel on which those who have a thread open hear what happens in it. */
export function threadChannel(threadId: Id): string {
  return `forums:${threadId}`;
}

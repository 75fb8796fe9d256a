import { publish } from "#server/live/publish";
import type { Id } from "#shared/ids";

/** The channel on which somebody's devices hear that what is new for them has changed. */
export function newsChannel(personId: Id): string {
  return `notifications:${personId}`;
}

/** Tells somebody's devices that there is something to ask for. No log is kept: a device that comes back asks anyway. */
export function tellNews(personId: Id, of: "you" | "followed" | "blocks"): void {
  const at = Date.now();
  publish(newsChannel(personId), {
    roomId: personId,
    seq: at,
    at,
    name: "notifications:changed",
    data: { of },
  });
}

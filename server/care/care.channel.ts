import { publish } from "#server/live/publish";
import type { Id } from "#shared/ids";

/** Where those hear of a report or an appeal on whose desk it lies. */
export function careChannel(matterId: Id): string {
  return `care:${matterId}`;
}

/** Tells those on whose desk it lies that something is otherwise with it, and not what: they ask. No log of it is kept. */
export function tellDesk(matterId: Id, of: "notes" | "lying"): void {
  const at = Date.now();
  publish(careChannel(matterId), { roomId: matterId, seq: at, at, name: "care:changed", data: { of } });
}

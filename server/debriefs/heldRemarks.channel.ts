import { publish } from "#server/live/publish";
import type { Id } from "#shared/ids";

/** Tells a room's facilitators that something is otherwise with what waits, and not what: they ask. No log of it is kept. */
export function tellFacilitators(debriefId: Id): void {
  tell("debriefheld", debriefId);
}

/** Tells somebody's devices that something is otherwise with a held remark of theirs. */
export function tellAuthor(personId: Id): void {
  tell("debriefmine", personId);
}

function tell(feature: "debriefheld" | "debriefmine", roomId: Id): void {
  const at = Date.now();
  publish(`${feature}:${roomId}`, { roomId, seq: at, at, name: `${feature}:changed`, data: {} });
}

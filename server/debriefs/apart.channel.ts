import { publish } from "#server/live/publish";
import type { Id } from "#shared/ids";

/** Tells both of something of somebody's own in a room: those who look after it, and that one. */
export function tellOf(debriefId: Id, personId: Id): void {
  tellFacilitators(debriefId);
  tellPerson(personId);
}

/** Tells a room's facilitators that something they look after is otherwise, and not what: they ask. No log of it is kept. */
export function tellFacilitators(debriefId: Id): void {
  tell("debrieffacilitators", debriefId);
}

/** Tells somebody's devices that something of their own in a room is otherwise. */
export function tellPerson(personId: Id): void {
  tell("debriefmine", personId);
}

function tell(feature: "debrieffacilitators" | "debriefmine", roomId: Id): void {
  const at = Date.now();
  publish(`${feature}:${roomId}`, { roomId, seq: at, at, name: `${feature}:changed`, data: {} });
}

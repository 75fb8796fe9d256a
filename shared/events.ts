import { debriefEvents } from "#shared/debriefs/debriefs.events";

/** Every feature's live events in one typed map. */
export const events = { ...debriefEvents };

export type Events = typeof events;
export type EventName = keyof Events;

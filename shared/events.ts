import { debriefEvents } from "#shared/debriefs/debriefs.events";
import { forumEvents } from "#shared/forums/threads.events";

/** Every feature's live events in one typed map. */
export const events = { ...debriefEvents, ...forumEvents };

export type Events = typeof events;
export type EventName = keyof Events;

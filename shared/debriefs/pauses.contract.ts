import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { ownPauseView } from "./ownPause.contract";

/** For how many minutes somebody can be paused in a room; null is until it closes. */
export const pauseMinutes = [5, 15, null] as const;
export type PauseMinutes = (typeof pauseMinutes)[number];

/** That somebody reads in a room and does not speak, as the room's facilitators see it. Peers see nothing of it. */
export const pauseView = z.extend(ownPauseView, { person: personMark });
export type PauseView = z.infer<typeof pauseView>;

/** Who is paused in a room, and who cannot be since they facilitate it. */
export const pausesView = z.object({ items: z.array(pauseView), facilitatorIds: z.array(idSchema) });
export type PausesView = z.infer<typeof pausesView>;

import type * as z from "zod/mini";
import { endpoint, type Schema } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { factOf } from "#shared/live/event";
import { type DebriefFactOf, debriefEvents } from "./debriefs.events";
import type { canAttendDebrief } from "./debriefs.policy";
import type { LoggedInDebriefs } from "./logged";

/** Made by the device, once for each deed: sending it again is the same deed, and is answered the same. */
export const deedId = idSchema;

/** A deed in the room: it is answered with the fact that everyone in the room is told. */
export function deed<
  const Path extends string,
  Input extends Schema,
  const Name extends keyof typeof debriefEvents,
>({
  path,
  event,
  ...door
}: {
  path: Path;
  summary: string;
  policy: typeof canAttendDebrief;
  input: Input;
  /** What it makes happen. */
  event: Name;
  /** What it is called in the room's log, where it is done to somebody else. */
  logs?: readonly LoggedInDebriefs[];
}) {
  return endpoint({
    ...door,
    method: "POST",
    path: `/api/debriefs/:debriefId/${path}` as const,
    reply: factOf(event, debriefEvents[event]) as unknown as z.ZodMiniType<DebriefFactOf<Name>>,
    about: "debrief",
  });
}

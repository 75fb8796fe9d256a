import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { type FactOf, factOf, liveEvent } from "#shared/live/event";
import { personMark } from "#shared/people/people.contract";
import {
  answerView,
  breathView,
  contributionView,
  handOrders,
  positionView,
  reactions,
  stages,
  timerView,
} from "./debriefs.contract";
import { canAttendDebrief } from "./debriefs.policy";

/** Everything that can happen in a debrief room, in the order of an hour. */
export const debriefEvents = {
  "debriefs:stageChanged": inTheRoom(
    z.object({
      stage: z.enum(stages),
      position: positionView,
      before: z.nullable(positionView),
      headcount: z.nullable(z.number()),
    }),
  ),
  "debriefs:moved": inTheRoom(z.object({ position: positionView, before: z.nullable(positionView) })),
  "debriefs:timerChanged": inTheRoom(z.object({ timer: timerView })),
  "debriefs:breathTaken": inTheRoom(z.object({ breath: breathView, timer: timerView })),
  "debriefs:wentOn": inTheRoom(z.object({ timer: timerView })),
  "debriefs:holdingChanged": inTheRoom(z.object({ segment: z.number(), isHolding: z.boolean() })),
  "debriefs:contributed": inTheRoom(z.object({ contribution: contributionView })),
  "debriefs:withdrawn": inTheRoom(z.object({ contributionId: idSchema })),
  "debriefs:answered": inTheRoom(z.object({ contributionId: idSchema, answer: answerView })),
  "debriefs:reacted": inTheRoom(
    z.object({ contributionId: idSchema, reaction: z.enum(reactions), count: z.number() }),
  ),
  "debriefs:takeawayMarked": inTheRoom(z.object({ contributionId: idSchema, isTakeaway: z.boolean() })),
  "debriefs:spotlit": inTheRoom(z.object({ contributionId: z.nullable(idSchema) })),
  "debriefs:handRaised": inTheRoom(z.object({ person: personMark })),
  "debriefs:handLowered": inTheRoom(z.object({ personId: idSchema })),
  "debriefs:handsLowered": inTheRoom(z.object({})),
  /** A hand was answered: it is lowered and its person has the floor. */
  "debriefs:called": inTheRoom(z.object({ person: personMark })),
  "debriefs:floorFreed": inTheRoom(z.object({})),
  "debriefs:handOrderChosen": inTheRoom(z.object({ order: z.enum(handOrders) })),
};

/** Any fact of a room's log. */
export const debriefFact = z.custom<DebriefFact>((value) => {
  const fact = value as DebriefFact;
  const event = debriefEvents[fact?.name];
  return event !== undefined && factOf(fact.name, event).safeParse(fact).success;
});

export type DebriefEvents = typeof debriefEvents;
export type DebriefEventName = keyof DebriefEvents;
export type DebriefFact = FactOf<DebriefEvents>;
export type DebriefFactOf<Name extends DebriefEventName> = Extract<DebriefFact, { name: Name }>;

function inTheRoom<Data extends z.ZodMiniType>(data: Data) {
  return liveEvent({ data, policy: canAttendDebrief, about: "debrief" });
}

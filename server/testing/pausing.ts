import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import type { PauseMinutes } from "#shared/debriefs/pauses.contract";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RoomOfOurs, Someone } from "./buildRoom";

export const REASON = "Let Mia finish first.";

interface Pausing {
  minutes?: PauseMinutes;
  pauseId?: Id;
  reason?: string;
}

/** Pauses somebody in a room, or tries to. */
export const pause = (
  { params }: RoomOfOurs,
  by: Someone,
  { personId }: { personId: Id },
  { minutes = 5, pauseId = newId(), reason = REASON }: Pausing = {},
) =>
  by.browser.try(pauseEndpoints.pause, {
    params: { ...params, personId },
    input: { pauseId, minutes, reason },
  });
/** Ends that, or tries to. */
export const end = ({ params }: RoomOfOurs, by: Someone, { personId }: { personId: Id }) =>
  by.browser.try(pauseEndpoints.end, { params: { ...params, personId } });
/** Who is paused in a room, as that facilitator reads it. */
export const pauses = ({ params }: RoomOfOurs, { browser }: Someone) =>
  browser.do(pauseEndpoints.list, { params });
/** What of a room is somebody's own. */
export const mine = ({ params }: RoomOfOurs, { browser }: Someone) => browser.do(doors.mine, { params });
/** Raises one's hand, or tries to. */
export const raise = ({ params }: RoomOfOurs, { browser }: Someone) =>
  browser.try(doors.raiseHand, { params, input: { deedId: newId() } });

/** What came of each of the four ways to speak: contributing, answering, reacting, asking for the floor. */
export async function speak(room: RoomOfOurs, { browser }: Someone, contributionId: Id) {
  const { params } = room;
  const said = () => ({ deedId: newId(), text: "A word more.", isUnnamed: false });
  return await Promise.all([
    browser.try(doors.contribute, { params, input: { ...said(), kind: "insight" } }),
    browser.try(doors.answer, { params, input: { ...said(), contributionId } }),
    browser.try(doors.react, {
      params,
      input: { deedId: newId(), contributionId, reaction: "sayMore", isOn: true },
    }),
    raise(room, { browser } as Someone),
  ]);
}

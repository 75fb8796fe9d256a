import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { heldRemarkEndpoints as heldDoors } from "#shared/debriefs/heldRemarks.endpoints";
import { lineEndpoints as lineDoors } from "#shared/debriefs/lines.endpoints";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import { type Id, newId } from "#shared/ids";
import { type RoomOfOurs, say } from "./buildRoom";

/** An hour in a room that is live already, with every kind of thing that can happen there. */
export async function liveAnHour(room: RoomOfOurs): Promise<void> {
  const { params } = room;
  const [fay, max, mia] = [room.fay.browser, room.max.browser, room.mia.browser];
  const deed = () => ({ deedId: newId() });

  const contributionId = await say(room, room.max, "We should ask the students first.");
  const regretted = await say(room, room.mia, "I take this back in a moment.", true);
  await mia.do(doors.answer, {
    params,
    input: { ...deed(), contributionId, text: "Which ones?", isUnnamed: false },
  });
  const reaction = { contributionId, reaction: "resonates" as const, isOn: true };
  await mia.do(doors.react, { params, input: { ...deed(), ...reaction } });
  await mia.do(doors.withdraw, { params, input: { ...deed(), contributionId: regretted } });

  for (const who of [max, mia]) await who.do(doors.raiseHand, { params, input: deed() });
  await fay.do(doors.orderHands, { params, input: { ...deed(), order: "fewestSpokenFirst" } });
  await fay.do(doors.call, { params, input: { ...deed(), personId: room.max.personId } });
  await max.do(doors.freeFloor, { params, input: { ...deed(), personId: room.max.personId } });
  await mia.do(doors.lowerHand, { params, input: { ...deed(), personId: room.mia.personId } });
  await mia.do(doors.raiseHand, { params, input: deed() });
  await fay.do(doors.lowerHands, { params, input: deed() });

  await mia.do(doors.raiseHand, { params, input: deed() });
  await fay.do(doors.call, { params, input: { ...deed(), personId: room.mia.personId } });
  await fay.do(doors.freeFloor, { params, input: { ...deed(), personId: room.mia.personId } });
  await mia.do(doors.raiseHand, { params, input: deed() });
  const paused = { params: { ...params, personId: room.mia.personId } };
  const pause = { pauseId: newId(), minutes: 5 as const, reason: "We listen first." };
  await fay.do(pauseEndpoints.pause, { ...paused, input: pause });
  await fay.do(pauseEndpoints.list, { params });
  await fay.do(pauseEndpoints.end, paused);
  await fay.do(pauseEndpoints.pause, { ...paused, input: { ...pause, pauseId: newId(), minutes: null } });

  await fay.do(doors.move, { params, input: { ...deed(), from: 0, to: 1 } });
  await fay.do(doors.undoMove, { params, input: deed() });
  await fay.do(doors.changeTimer, { params, input: { ...deed(), change: "pause" } });
  const holding = { ...deed(), segment: 0, isHolding: true };
  await fay.do(doors.hold, { params, input: holding });
  const held = [
    await say(room, room.max, "Is this one for the room?"),
    await say(room, room.max, "Or this?"),
  ];
  await fay.do(heldDoors.show, { params: { ...params, heldId: held[0] as Id } });
  const about = { params: { ...params, heldId: held[1] as Id } };
  await fay.do(heldDoors.decline, { ...about, input: { reason: "It names a student." } });
  await max.do(heldDoors.withdraw, about);
  await fay.do(doors.hold, { params, input: { ...holding, ...deed(), isHolding: false } });
  await fay.do(doors.takeBreath, { params, input: { ...deed(), sentence: "Let us be quiet." } });
  await fay.do(doors.goOn, { params, input: deed() });
  await fay.do(doors.spotlight, { params, input: { ...deed(), contributionId } });
  await fay.do(doors.markTakeaway, { params, input: { ...deed(), contributionId, isTakeaway: true } });
  await speakApart(room);
  for (const to of ["closing", "closed"] as const) {
    await fay.do(doors.changeStage, { params, input: { ...deed(), to } });
  }
}

/** Everything that can happen on a private line. */
async function speakApart({ params, fay, max }: RoomOfOurs): Promise<void> {
  const line = { ...params, personId: max.personId };
  const message = (words: string) => ({ deedId: newId(), words });
  await max.browser.do(lineDoors.write, { params, input: message("This is hard for me.") });
  const { messages } = await fay.browser.do(lineDoors.show, { params: line });
  const upTo = messages.at(-1)?.at ?? 0;
  await fay.browser.do(lineDoors.answer, { params: line, input: { ...message("I am with you."), upTo } });
  const own = await max.browser.do(lineDoors.own, { params });
  await max.browser.do(lineDoors.read, { params, input: { upTo: own.messages.at(-1)?.at ?? 0 } });
  await max.browser.do(lineDoors.write, { params, input: message("Thank you.") });
  const [waiting] = (await fay.browser.do(lineDoors.list, { params })).items;
  await fay.browser.do(lineDoors.settle, { params: line, input: { upTo: waiting?.latestAt ?? 0 } });
}

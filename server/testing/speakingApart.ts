import { lineEndpoints as doors } from "#shared/debriefs/lines.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RoomOfOurs, Someone } from "./buildRoom";

export const WORDS = "I was in that meeting, and I would rather not say so here.";

/** A message before it is sent. */
export const message = (words = WORDS) => ({ deedId: newId(), words });
/** Writes on one’s own line, or tries to. */
export const write = ({ params }: RoomOfOurs, who: Someone, input = message()) =>
  who.browser.try(doors.write, { params, input });
/** Writes to Max, or tries to; by default nothing of his is read yet. */
export const answer = (
  room: RoomOfOurs,
  who: Someone,
  input: { deedId: Id; words: string; upTo?: number } = message("I am with you."),
  to = room.max,
) =>
  who.browser.try(doors.answer, {
    params: { ...room.params, personId: to.personId },
    input: { upTo: 0, ...input },
  });
/** Says that Max needs no answer, or tries to. */
export const settle = ({ params, max }: RoomOfOurs, who: Someone, upTo: number) =>
  who.browser.try(doors.settle, { params: { ...params, personId: max.personId }, input: { upTo } });
/** What somebody reads on their own line, or is told instead. */
export const own = ({ params }: RoomOfOurs, who: Someone) => who.browser.try(doors.own, { params });
/** Notes how far somebody has read, or tries to. */
export const read = ({ params }: RoomOfOurs, who: Someone, upTo: number) =>
  who.browser.try(doors.read, { params, input: { upTo } });
/** The room’s lines, as somebody reads them or is told instead. */
export const lines = ({ params }: RoomOfOurs, who: Someone) => who.browser.try(doors.list, { params });
/** The line of Max, or of somebody else, as somebody reads it or is told instead. */
export const show = ({ params, max }: RoomOfOurs, who: Someone, personId = max.personId) =>
  who.browser.try(doors.show, { params: { ...params, personId } });
/** Max’s line, as Fay reads it. */
export const talk = async ({ params, fay, max }: RoomOfOurs) =>
  await fay.browser.do(doors.show, { params: { ...params, personId: max.personId } });
/** When the latest of Max’s messages was written. */
export const latest = async (room: RoomOfOurs) => (await talk(room)).messages.at(-1)?.at ?? 0;

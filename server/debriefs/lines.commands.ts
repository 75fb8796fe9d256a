import { conflict } from "#server/errors";
import type { MessageReply } from "#shared/debriefs/lines.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { tellFacilitators, tellOf, tellPerson } from "./apart.channel";
import {
  enterMessage,
  findLineRecord,
  isEntered,
  type NewMessage,
  noteRead,
  settleLine,
} from "./lines.model";
import { expectParticipant, findLinesRoom, findOwnLineRoom } from "./lines.reads";
import { readRoom } from "./rooms.reads";

/** Writes to whoever facilitates the room. Sent again it is the same; refused once the room is closed. */
export async function writeOnLine(
  viewer: Viewer,
  debriefId: Id,
  { deedId, words }: { deedId: Id; words: string },
): Promise<MessageReply> {
  await findOwnLineRoom(viewer, debriefId);
  const personId = viewer.personId as Id;
  await enter({ _id: deedId, debriefId, personId, by: personId, words }, 0);
  return { messageId: deedId };
}

/** Writes to a participant, in a facilitator's name. What that facilitator had not read yet still waits for an answer. */
export async function answerOnLine(
  viewer: Viewer,
  debriefId: Id,
  personId: Id,
  { deedId, words, upTo }: { deedId: Id; words: string; upTo: number },
): Promise<MessageReply> {
  const debrief = await findLinesRoom(viewer, debriefId);
  await expectParticipant(debrief, personId);
  await enter({ _id: deedId, debriefId, personId, by: viewer.personId as Id, words }, upTo);
  return { messageId: deedId };
}

/**
 * Says for all facilitators that what was read needs no answer; of what came later it says nothing. Whoever comes second,
 * after another facilitator's answer or word, is told.
 */
export async function settleOnLine(viewer: Viewer, debriefId: Id, personId: Id, { upTo }: { upTo: number }) {
  await findLinesRoom(viewer, debriefId);
  const of = { debriefId, personId };
  if (await settleLine(of, viewer.personId as Id, upTo)) tellFacilitators(debriefId);
  else {
    const { waitsSince = null, settledBy = null } = (await findLineRecord(of)) ?? {};
    const isSettled = waitsSince === null && settledBy !== null;
    if (isSettled && settledBy !== viewer.personId)
      throw conflict(
        "lineSettled",
        "Somebody else has answered that meanwhile, or said that it needs no answer.",
      );
  }
  return {};
}

/** Notes how far the viewer has read on their own line, for their own devices alone. */
export async function readOnLine(viewer: Viewer, debriefId: Id, { upTo }: { upTo: number }) {
  await findOwnLineRoom(viewer, debriefId);
  const personId = viewer.personId as Id;
  if (await noteRead({ debriefId, personId }, upTo)) tellPerson(personId);
  return {};
}

/**
 * Enters a message and tells the two ends of its line; the room's channel tells nothing, not even a count. What came in
 * before the room was closed, and is sent again after, is answered as it was.
 */
async function enter(message: NewMessage, upTo: number): Promise<void> {
  if (await isEntered(message)) return;
  const { view } = await readRoom(message.debriefId);
  if (view.stage === "closed")
    throw conflict("closed", "The room is closed. What you wrote is kept on your device.");

  await enterMessage(message, upTo);

  tellOf(message.debriefId, message.personId);
}

import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { PauseHours, PausePace } from "#shared/groups/groups.contract";
import { membershipEndpoints as doors } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import type { GroupOfOurs } from "./buildGroup";
import type { Someone } from "./buildRoom";

export interface PausingInGroup {
  hours?: PauseHours;
  /** Seconds between two things that they say; 0 where they say nothing. */
  pace?: PausePace;
  pauseId?: Id;
}

/** Pauses somebody in a group or slows them down, or tries to. */
export const pauseIn = (
  { params }: GroupOfOurs,
  by: Someone,
  { personId }: Someone,
  { hours = 24, pace = 0, pauseId = newId() }: PausingInGroup = {},
) =>
  by.browser.try(doors.pause, {
    params: { ...params, personId },
    input: { pauseId, hours, pace, reason: "We listen first." },
  });
/** Ends that, or tries to. */
export const endIn = ({ params }: GroupOfOurs, by: Someone, { personId }: Someone) =>
  by.browser.try(doors.endPause, { params: { ...params, personId } });

/** The first category of the group's own forum. */
export async function findCategoryIn({ params }: GroupOfOurs, { browser }: Someone): Promise<Id> {
  const { spaceId } = await browser.do(spaceEndpoints.findGroupSpace, { params });
  return (await browser.do(spaceEndpoints.show, { params: { spaceId } })).categories[0]?.id as Id;
}

/** What came of everything by which one speaks, and of what one may do all the same. */
export async function speak({ browser }: Someone, threadId: Id, postId: Id) {
  const deed = () => ({ deedId: newId() });
  const body = fromPlainText("A word more.");
  const answers = await Promise.all([
    browser.try(threadEndpoints.reply, { params: { threadId }, input: { ...deed(), body, isTried: false } }),
    browser.try(threadEndpoints.edit, { params: { postId }, input: { ...deed(), body, edits: 0 } }),
    browser.try(threadEndpoints.react, {
      params: { postId },
      input: { ...deed(), reaction: "thanks", isOn: true },
    }),
    browser.try(threadEndpoints.show, { params: { threadId }, input: {} }),
  ]);
  return answers.map(({ status }) => status);
}

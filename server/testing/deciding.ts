import type { Outcome, Position } from "#shared/forums/proposals.contract";
import { proposalEndpoints } from "#shared/forums/proposals.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { fromPlainText } from "#shared/richText/plainText";
import type { Someone } from "./buildRoom";

type Who = Pick<Someone, "browser">;

/** Takes a position on a thread's proposal and answers the post that does so. */
export async function take(
  threadId: Id,
  { browser }: Who,
  position: Position,
  said = "My reason.",
): Promise<Id> {
  const input = { deedId: newId(), body: fromPlainText(said), isTried: false, position };
  return (await browser.do(doors.reply, { params: { threadId }, input })).data.post.id;
}

/** The same where it may be refused. */
export async function tryTake(threadId: Id, { browser }: Who, position: Position, deedId = newId()) {
  const input = { deedId, body: fromPlainText("My reason."), isTried: false, position };
  return await browser.try(doors.reply, { params: { threadId }, input });
}

/** Tries to state what became of a proposal. */
export async function tryDecide(
  threadId: Id,
  { browser }: Who,
  result: Outcome = "accepted",
  said: string | RichTextDocument = "So be it.",
  deedId = newId(),
) {
  const body = typeof said === "string" ? fromPlainText(said) : said;
  return await browser.try(proposalEndpoints.decide, {
    params: { threadId },
    input: { deedId, result, body },
  });
}

/** Tries to move the moment until which positions are taken. */
export async function tryMoveEnd(threadId: Id, { browser }: Who, decideBy: number) {
  const input = { deedId: newId(), decideBy };
  return await browser.try(proposalEndpoints.decideBy, { params: { threadId }, input });
}

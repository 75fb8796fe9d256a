import { moderationEndpoints as moderation } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { answerIn, type ForumOfOurs, start } from "./buildForum";
import { take, tryDecide, tryMoveEnd } from "./deciding";
import { buildSplit } from "./moderating";

/** Everything that can happen in a thread, in a question of Max's, a poll and a proposal of his. */
export async function liveThreads(
  { stu, max, mia, spaceId, categoryId }: ForumOfOurs,
  { question, poll, proposal }: { question: Id; poll: Id; proposal: Id },
): Promise<void> {
  const deed = () => ({ deedId: newId() });
  const params = { threadId: question };
  const answer = (await answerIn(question, mia, "With a round of names.")).data.post.id;
  const regretted = (await answerIn(question, mia, "Taken back in a moment.")).data.post.id;

  const body = fromPlainText("With a round of names, and why one came.");
  await mia.browser.do(doors.edit, { params: { postId: answer }, input: { ...deed(), body, edits: 0 } });
  await mia.browser.do(doors.withdraw, { params: { postId: regretted }, input: deed() });
  for (const isOn of [true, false]) {
    const input = { ...deed(), reaction: "thanks" as const, isOn };
    await max.browser.do(doors.react, { params: { postId: answer }, input });
  }
  await max.browser.do(doors.accept, { params, input: { ...deed(), postId: answer } });
  const title = "How do you begin a first hour?";
  await max.browser.do(doors.retitle, { params, input: { ...deed(), title, tags: ["beginnings"] } });
  for (const isHidden of [true, false]) {
    const input = { ...deed(), isHidden, reason: "A name that should not stand there." };
    await stu.browser.do(doors.hide, { params: { postId: answer }, input });
  }
  for (const choices of [[0], [1], []])
    await mia.browser.do(doors.vote, { params: { threadId: poll }, input: { ...deed(), choices } });
  await tryMoveEnd(proposal, stu, Date.now() + 86_400_000);
  for (const position of ["block", "agree"] as const) await take(proposal, mia, position);
  await tryDecide(proposal, max);
  await liveAfterwards(question, { stu, mia, categoryId });
  const place = { spaceId, categoryId, isPinned: true, isHidden: false };
  await stu.browser.do(doors.place, { params, input: { ...deed(), ...place } });
  await stu.browser.do(doors.close, { params, input: { ...deed(), isClosed: true } });
}

/** What its moderators do with a thread that has become another than it began: slow it down, part it, take one in. */
async function liveAfterwards(
  threadId: Id,
  { stu, mia, categoryId }: Pick<ForumOfOurs, "stu" | "mia" | "categoryId">,
): Promise<void> {
  const deed = () => ({ deedId: newId() });
  const params = { threadId };
  const slow = { seconds: 60, reason: "It goes fast.", until: Date.now() + 3_600_000 };
  for (const input of [
    { slow, isHolding: true },
    { slow: null, isHolding: false },
  ])
    await stu.browser.do(moderation.pace, { params, input: { ...deed(), ...input } });
  const held = (await answerIn(threadId, mia, "To be looked at.")).data.post.id;
  await stu.browser.do(moderation.hold, {
    params: { postId: held },
    input: { ...deed(), reason: "Is it so?" },
  });
  await stu.browser.do(moderation.split, { params, input: buildSplit(categoryId, [held]) });
  const besides = await start(categoryId, mia);
  const merge = { ...deed(), intoId: threadId };
  await stu.browser.do(moderation.merge, { params: { threadId: besides }, input: merge });
}

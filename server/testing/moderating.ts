import { moderationEndpoints as doors } from "#shared/forums/moderation.endpoints";
import { type Id, newId } from "#shared/ids";
import { answerIn, show } from "./buildForum";
import type { Someone } from "./buildRoom";

type Who = Pick<Someone, "browser">;

/** Several replies in a thread, by turns; answers their ids. */
export async function answerAll(threadId: Id, people: readonly Who[], count: number): Promise<Id[]> {
  const ids: Id[] = [];
  for (let turn = 0; turn < count; turn++) {
    const fact = await answerIn(threadId, people[turn % people.length] as Who, `Reply ${turn + 1}`);
    ids.push(fact.data.post.id);
  }
  return ids;
}

/** What a split of those posts is asked with. */
export function buildSplit(categoryId: Id, postIds: Id[], title = "What came up besides") {
  return { deedId: newId(), newThreadId: newId(), categoryId, title, postIds };
}

/** Tries to make a new thread of those posts. */
export async function trySplit({ browser }: Who, threadId: Id, input: ReturnType<typeof buildSplit>) {
  return await browser.try(doors.split, { params: { threadId }, input });
}

/** Tries to put a thread at the end of another. */
export async function tryMerge({ browser }: Who, threadId: Id, intoId: Id, deedId = newId()) {
  return await browser.try(doors.merge, { params: { threadId }, input: { deedId, intoId } });
}

/** What stands in a short thread, as somebody sees it: the words of each place, or the state where there are none. */
export async function wordsIn(threadId: Id, who: Who): Promise<string[]> {
  const { posts } = await show(threadId, who, 0);
  return posts.map(({ body, state }) => JSON.stringify(body).match(/"text":"([^"]*)"/)?.[1] ?? state);
}

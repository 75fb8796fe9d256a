import { expect } from "vitest";
import { applyForumEvent, withPosts } from "#shared/forums/threads.apply";
import type { PostView, ThreadRoomView } from "#shared/forums/threads.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import type { ForumFact } from "#shared/forums/threads.events";
import type { Id } from "#shared/ids";
import type { Onlooker } from "./expectSameAsRefetch";

/**
 * Does something in a thread while somebody looks on who has all of its posts on their page, and expects that what they
 * heard, folded into what they saw before, is what they would read now. Every fact is folded twice, which must be
 * harmless. Answers the facts that were heard.
 */
export async function expectSameThread(
  onlooker: Onlooker,
  threadId: Id,
  act: () => Promise<unknown>,
): Promise<ForumFact[]> {
  const { socket } = onlooker;
  const { view } = await socket.join<ThreadRoomView>(`forums:${threadId}`);
  if (view === null) throw new Error("Somebody who comes in is handed the thread’s head.");
  const before = withPosts(view, (await read(onlooker, threadId)).posts);
  await act();

  const fresh = await read(onlooker, threadId);
  const heard = () =>
    new Map(
      socket.facts
        .map(({ payload }) => payload as ForumFact)
        .filter(({ roomId, seq }) => roomId === threadId && seq > before.seq)
        .map((fact) => [fact.seq, fact]),
    );
  await socket.until(() => heard().size >= fresh.seq - before.seq, `${fresh.seq - before.seq} facts`);
  const facts = [...heard().values()].sort((a, b) => a.seq - b.seq);
  let folded = before;
  for (const fact of facts) folded = applyForumEvent(applyForumEvent(folded, fact), fact);
  expect(withPosts(folded, cameLater(facts, folded, fresh))).toEqual(fresh);
  return facts;
}

/** What came from another thread is read when it comes into sight: then everything from there on is. */
function cameLater(facts: readonly ForumFact[], folded: ThreadRoomView, fresh: ThreadRoomView): PostView[] {
  if (!facts.some(({ name }) => name === "forums:postsCame")) return [];
  return fresh.posts.filter(({ place }) => place > (folded.posts.at(-1)?.place ?? -1));
}

/** The thread with all of its posts, window by window. */
async function read({ browser }: Onlooker, threadId: Id): Promise<ThreadRoomView> {
  const params = { threadId };
  const { thread } = await browser.do(doors.show, { params, input: {} });
  const posts: PostView[] = [];
  while (posts.length < thread.posts) {
    const { items } = await browser.do(doors.posts, { params, input: { from: posts.length } });
    posts.push(...items);
  }
  return { seq: thread.seq, thread, posts };
}

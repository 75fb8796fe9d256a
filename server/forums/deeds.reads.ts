import type { ForumEventName, ForumFact } from "#shared/forums/threads.events";
import type { Id } from "#shared/ids";
import { type DeedRecord, findDeed } from "./deeds.model";
import { findPostRecord } from "./posts.model";
import { toPostViews } from "./posts.reads";
import { findThreadRecord } from "./threads.model";

/** Which deed of whom, and where. */
interface DeedSent {
  deedId: Id;
  threadId: Id;
  by: Id;
  name: ForumEventName;
}

/** What is kept of a deed, or null of a reply: its post is kept. */
export function toDeedRecord(
  { deedId, threadId, by, name }: DeedSent,
  { seq, at, data, ...fact }: ForumFact,
): DeedRecord | null {
  if (fact.name === "forums:replied") return null;
  const postId = "post" in data ? data.post.id : null;
  return { _id: deedId, threadId, by, name, seq, at, postId, data: postId === null ? data : null };
}

/**
 * The fact that a deed became when it arrived before; null where it never did, or is none of theirs. A post in it is as it
 * is by now, so that words which were taken back since do not come out again; whoever folds it is not set back by that,
 * for what happened since has a later seq.
 */
export async function answerAgain(deed: DeedSent): Promise<ForumFact | null> {
  const known = deed.name === "forums:replied" ? await findReply(deed) : await findDeed(deed.deedId);
  const isSame = known?.by === deed.by && known.threadId === deed.threadId && known.name === deed.name;
  if (!isSame) return null;
  const data = known.postId === null ? known.data : await retell(known.threadId, known.postId);
  const { threadId, seq, at, name } = known;
  return data && ({ roomId: threadId, seq, at, name, data } as ForumFact);
}

async function findReply({ deedId, name }: DeedSent): Promise<DeedRecord | null> {
  const post = await findPostRecord(deedId);
  if (post === null || post.place === 0) return null;
  const { _id, threadId, seq, at, author } = post;
  return { _id, threadId, by: author.personId, name, seq, at, postId: _id, data: null };
}

async function retell(threadId: Id, postId: Id): Promise<object | null> {
  const [post, thread] = await Promise.all([findPostRecord(postId), findThreadRecord(threadId)]);
  if (post === null || thread === null) return null;
  const [view] = await toPostViews([post]);
  const { tried, acceptedId, campusIds } = thread;
  return { post: view, tried, acceptedId, campuses: campusIds.length };
}

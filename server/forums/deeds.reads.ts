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
  if (known?.by !== deed.by || known.name !== deed.name) return null;
  const { threadId, postId, at, name } = known;
  if (postId !== null) return await retell(known, postId, deed.threadId);
  if (threadId !== deed.threadId || known.data === null) return null;
  return { roomId: threadId, seq: known.seq, at, name, data: known.data } as ForumFact;
}

/** A reply that was moved is answered where it was said, with the mark that it has left there. */
async function findReply({ deedId, name }: DeedSent): Promise<DeedRecord | null> {
  const post = await findPostRecord(deedId);
  if (post === null) return null;
  const { _id, at, author } = post;
  const { threadId, seq, markId: postId } = post.saidIn ?? { ...post, markId: _id };
  // An opening is no reply, wherever it stands by now.
  if (_id === threadId) return null;
  return { _id, threadId, by: author.personId, name, seq, at, postId, data: null };
}

/** Where its post was moved since, a deed is answered in the thread where the post is now, as no news. */
async function retell(known: DeedRecord, postId: Id, askedIn: Id): Promise<ForumFact | null> {
  const [post, thread] = await Promise.all([findPostRecord(postId), findThreadRecord(askedIn)]);
  if (post === null || thread === null || post.threadId !== askedIn) return null;
  const [view] = await toPostViews([post]);
  const { tried, acceptedId, campusIds, decision } = thread;
  const proposal = decision && { counts: decision.counts, decision };
  const data = { post: view, tried, acceptedId, campuses: campusIds.length, ...proposal };
  const seq = known.threadId === askedIn ? known.seq : thread.seq;
  return { roomId: askedIn, seq, at: known.at, name: known.name, data } as ForumFact;
}

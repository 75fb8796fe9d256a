import type { Session } from "#server/database/transaction";
import { conflict, invalid } from "#server/errors";
import type { Position, PositionCounts, TakenPosition } from "#shared/forums/proposals.contract";
import { isDeciding } from "#shared/forums/proposals.policy";
import type { Id } from "#shared/ids";
import { findPosition, forgetPosition, listPositionsBy, setPosition } from "./positions.model";
import { changePostRecord, type PostRecord } from "./posts.model";
import type { Now } from "./threadChanges.commands";
import type { ThreadRecord } from "./threads.model";

/** Refuses where no position can be taken: in what is no proposal, and once its time is over or it is decided. */
export function expectDeciding({ thread: { decision }, at }: Now): void {
  if (decision === undefined) {
    const message = "A position is taken on a proposal.";
    throw invalid(message, [{ path: "position", message }]);
  }
  if (!isDeciding(decision, at)) throw notDeciding();
}

/** A position that a post is to take. */
interface Taking {
  postId: Id;
  personId: Id;
  position: Position;
  /** When it was sent. */
  sentAt: number;
}

/**
 * Has somebody stand where they say, in place of where they stood, and answers how the post shows it. What was sent before
 * their last one, and shown after it, does not count.
 */
export async function takePosition(
  { thread, session }: Pick<Now, "thread" | "session">,
  { postId, personId, position, sentAt }: Taking,
): Promise<TakenPosition> {
  const before = await findPosition(thread._id, personId, session);
  if (before !== null && before.at > sentAt) return { position, isChanged: true };
  if (before?.isCounted) count(thread, before.position, -1);
  if (before !== null) {
    const changed = { position: before.position, isChanged: true };
    await changePostRecord(before.postId, { position: changed }, session);
  }
  count(thread, position, 1);
  const stands = { threadId: thread._id, personId, position, postId, at: sentAt, isCounted: true };
  await setPosition(stands, session);
  return { position, isChanged: false };
}

/** What is not shown counts for nothing until it is shown again; whoever takes the words back stands nowhere. */
export async function followPosition(
  before: PostRecord,
  { _id: postId, state, author }: PostRecord,
  { thread, session }: Pick<Now, "thread" | "session">,
): Promise<void> {
  if (!before.position || before.state === state) return;
  const stands = await findPosition(thread._id, author.personId, session);
  if (stands?.postId !== postId) return;
  const isCounted = state === "shown";
  if (stands.isCounted !== isCounted) count(thread, stands.position, isCounted ? 1 : -1);
  if (state === "withdrawn") await forgetPosition(stands, session);
  else await setPosition({ ...withoutId(stands), isCounted }, session);
}

/** Posts that go to another thread take no position there, and leave none here. */
export async function leavePositions(
  thread: ThreadRecord,
  posts: readonly PostRecord[],
  session: Session,
): Promise<void> {
  const postIds = posts.flatMap(({ _id, position }) => (position ? [_id] : []));
  if (postIds.length === 0) return;
  for (const stands of await listPositionsBy(thread._id, postIds, session)) {
    if (stands.isCounted) count(thread, stands.position, -1);
    await forgetPosition(stands, session);
  }
}

/** How many stand where, for what everybody is told; nothing at all of what is no proposal. */
export function countsOf({ decision }: Pick<ThreadRecord, "decision">): { counts?: PositionCounts } {
  return decision === undefined ? {} : { counts: decision.counts };
}

function count({ decision }: ThreadRecord, position: Position, by: 1 | -1): void {
  if (decision !== undefined) decision.counts[position] += by;
}

function withoutId<Of extends { _id: string }>({ _id, ...rest }: Of): Omit<Of, "_id"> {
  return rest;
}

const notDeciding = () =>
  conflict(
    "notDeciding",
    "No positions are taken here any more. Your words are kept: post them without a position.",
  );

import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";
import { plainText } from "#shared/richText/plainText";
import { circlesOf } from "./circles.model";
import { type EntryRecord, insertEntries, placeEntries, removeEntries, saveEntries } from "./entries.model";
import type { PostRecord } from "./posts.model";
import type { PlacementRecord } from "./threadLists";
import type { ThreadRecord } from "./threads.model";
import { writtenLanguageOf } from "./writtenLanguage";

/** Lets a post be found as it stands now, or no more where it is not shown: in the transaction that changes it. */
export async function enterPost(thread: ThreadRecord, post: PostRecord, session: Session): Promise<void> {
  const entries = await toEntries(thread, post);
  if (entries.length > 0) await saveEntries(entries, session);
  else await removeEntries(post._id, session);
}

/** The same with a post that is new, of which there is nothing yet to be found. */
export async function enterNewPost(thread: ThreadRecord, post: PostRecord, session: Session): Promise<void> {
  await insertEntries(await toEntries(thread, post), session);
}

/** Lets the posts of a thread be found where it stands now in a space, in the transaction that places it. */
export async function enterPlacement(thread: ThreadRecord, spaceId: Id, session: Session): Promise<void> {
  const circles = await circlesOf(thread.placements.map((placement) => placement.spaceId));
  const circleId = circles.get(spaceId);
  if (circleId !== undefined)
    await placeEntries(thread._id, circleId, visibleIn(thread.placements, circles, circleId), session);
}

/** How a post is found: once in each circle in which its thread stands; nowhere where it is not shown. */
export async function toEntries(thread: ThreadRecord, post: PostRecord): Promise<EntryRecord[]> {
  if (post.state !== "shown" || post.body === null) return [];
  const circles = await circlesOf(thread.placements.map(({ spaceId }) => spaceId));
  const text = plainText(post.body);
  const heading = post.place === 0 ? thread.title : "";
  const entry = {
    ...{ postId: post._id, threadId: thread._id, place: post.place, author: post.author, at: post.at },
    ...{ kind: thread.kind, tags: thread.tags },
    words: { language: writtenLanguageOf(`${heading} ${text}`), heading, text },
  };
  return [...new Set(circles.values())].map((circleId) => ({
    ...{ _id: `${post._id}.${circleId}`, circleId, ...entry },
    categoryIds: visibleIn(thread.placements, circles, circleId),
  }));
}

function visibleIn(placements: readonly PlacementRecord[], circles: ReadonlyMap<Id, Id>, circleId: Id): Id[] {
  return placements.flatMap(({ spaceId, categoryId, isHidden }) =>
    !isHidden && circles.get(spaceId) === circleId ? [categoryId] : [],
  );
}

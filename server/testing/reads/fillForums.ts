import { PAGE_SIZE } from "#server/database/cursor";
import { File } from "#server/files/files.model";
import { Bookmark } from "#server/forums/bookmarks.model";
import { Draft } from "#server/forums/drafts.model";
import { Follow } from "#server/forums/follows.model";
import { loadForums } from "#server/forums/forums.load";
import { Reading } from "#server/forums/readings.model";
import { Revision } from "#server/forums/revisions.model";
import type { PlacementRecord } from "#server/forums/threadLists";
import type { ThreadRecord } from "#server/forums/threads.model";
import { Feed } from "#server/notifications/feeds.model";
import { Notice } from "#server/notifications/notices.model";
import { Block } from "#server/people/blocks.model";
import { storeThreads } from "#server/testing/fillForum";
import { blank } from "#server/testing/matrix/fileSubjects";
import { listThreads } from "#server/testing/matrix/forumSubjects";
import type { Asker } from "#server/testing/matrix/viewers";
import type { World } from "#server/testing/world";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { fillDesks, fillHigherDesks, fillOwnCare } from "./fillCare";

const body = fromPlainText("A word");
const many = Array.from({ length: PAGE_SIZE + 1 }, (_, turn) => turn);

/** Gives every list of a forum a second page: spaces, threads, former writings. */
export async function fillForums(world: World): Promise<void> {
  await loadForums();
  for (const { thread } of await listThreads(world)) {
    await storeLike(thread.record);
    await fillDesks(thread.record);
    const postId = thread.record._id;
    await Revision.insertMany(
      many.map((edits) => ({ _id: `${postId}:${edits}`, postId, edits, at: edits, body })),
    );
  }
}

/** Gives every list that is a person's own a second page. */
export async function fillOwnLists(world: World, askers: readonly Asker[]): Promise<void> {
  const [own] = await listThreads(world);
  await fillHigherDesks(own!.thread.record._id, Object.values(world.programs));
  const threadIds = await storeLike(own!.thread.record);
  for (const { viewer } of askers) {
    const personId = viewer.personId;
    if (personId === null) continue;
    await fillOwnCare(own!.thread.record, personId);
    await Reading.insertMany(
      threadIds.map((threadId) => ({
        ...{ _id: `${personId}:${threadId}`, personId, threadId },
        ...{ readTo: 0, level: "follow", touchedAt: Date.now() },
      })),
    );
    await Bookmark.insertMany(
      threadIds.map((threadId, markedAt) => ({
        ...{ _id: `${personId}:${threadId}`, personId, threadId, postId: threadId, markedAt },
      })),
    );
    await Feed.insertMany(
      many.map((madeAt) => {
        const [spaceId, tokenHash] = [newId(), newId()];
        return { _id: `${personId}:${spaceId}`, personId, spaceId, tokenHash, madeAt };
      }),
    );
    await File.insertMany(
      many.map((at) => ({ ...blank, _id: newId(), ownerId: personId, uses: 0, state: "ready", at })),
    );
    await Follow.insertMany(
      many.map((since) => {
        const which = { personId, kind: "tag", targetId: `tag ${since}` };
        return { _id: `${personId}:tag:tag ${since}`, ...which, level: "follow", since };
      }),
    );
    await Block.insertMany(
      many.map((at) => {
        const blockedId = newId();
        return { _id: `${personId}:${blockedId}`, personId, blockedId, at };
      }),
    );
    await Notice.insertMany(
      threadIds.map((threadId, at) => ({
        ...{ _id: `${personId}:${threadId}:mention`, personId, kind: "mention", postId: threadId, threadId },
        ...{ place: 0, at, readAt: null },
      })),
    );
    await Draft.insertMany(
      many.map((at) => {
        const about = newId();
        const which = { _id: `${personId}:reply:${about}`, personId, kind: "reply", about };
        return { ...which, title: "", body, version: 1, at };
      }),
    );
  }
}

/** Stores threads beside one, as many as make a second page. */
async function storeLike({ placements, author }: ThreadRecord): Promise<Id[]> {
  const placement = placements[0] as PlacementRecord;
  const like = { kind: "discussion" as const, title: "Another", tags: [], placement };
  return await storeThreads(many.map(() => ({ ...like, posts: [{ author, at: Date.now(), body }] })));
}

import { expect, it } from "vitest";
import type { PostView } from "#shared/forums/threads.contract";
import { countFolded, isFolded, stepTo } from "./marks";

/** Posts by where they went: null for one that stands here. */
const posts = [null, null, "a", "a", "a", "b", null, "b"].map(
  (threadId, place) =>
    ({
      place,
      state: threadId ? "moved" : "shown",
      movedTo: threadId && { threadId },
    }) as unknown as PostView,
);

it("marks of posts that went to the same thread are told of as one", () => {
  expect(posts.map(({ place }) => isFolded(posts, place))).toEqual([
    ...[false, false, false, true, true, false, false, false],
  ]);
  expect([2, 5, 7].map((place) => countFolded(posts, place))).toEqual([3, 1, 1]);
});

it("a step leads over what is folded away, in both directions", () => {
  expect([stepTo(posts, 1, 1), stepTo(posts, 2, 1), stepTo(posts, 5, -1), stepTo(posts, 0, -1)]).toEqual([
    ...[2, 5, 2, -1],
  ]);
});

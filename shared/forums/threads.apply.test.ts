import { expect, it } from "vitest";

import { newId } from "#shared/ids";
import type { TakenPosition } from "./proposals.contract";
import { applyForumEvent, withPosts } from "./threads.apply";
import type { PostView, ThreadRoomView } from "./threads.contract";
import type { ForumEventName, ForumFact, ForumFactOf } from "./threads.events";

const max = { personId: newId(), name: "Max", unit: "", campus: null };
const none = { resonates: 0, thanks: 0, sayMore: 0 };

it("a reply that follows on what is held is held, and the head tells of it", () => {
  const view = buildView([0, 1]);
  const after = applyForumEvent(view, replied(view, 2));
  expect(after.posts.map(({ place }) => place)).toEqual([0, 1, 2]);
  expect(after.thread).toMatchObject({ posts: 3, lastAt: 2_000, campuses: 4, tried: 1, seq: view.seq + 1 });
});

it("a reply beyond a hole is told by the head alone", () => {
  const view = buildView([0, 1]);
  const after = applyForumEvent(view, replied(view, 9));
  expect(after.posts.map(({ place }) => place)).toEqual([0, 1]);
  expect(after.thread.posts).toBe(10);
});

it("what is known already changes nothing", () => {
  const view = buildView([0]);
  const fact = replied(view, 1);
  const after = applyForumEvent(view, fact);
  expect(applyForumEvent(after, fact)).toBe(after);
});

it("a post that changed is changed where it is held, and nowhere else", () => {
  const view = buildView([0, 1]);
  const [first, second] = view.posts as [PostView, PostView];
  const gone = { ...second, state: "withdrawn" as const, body: null };
  const after = applyForumEvent(
    view,
    next(view, "forums:postChanged", { post: gone, tried: 0, acceptedId: null }),
  );
  expect(after.posts).toEqual([first, gone]);
  const unheld = next(after, "forums:postChanged", { post: buildPost(7), tried: 0, acceptedId: null });
  expect(applyForumEvent(after, unheld).posts).toEqual([first, gone]);
});

it("a reaction is counted on its post", () => {
  const view = buildView([0, 1]);
  const data = { postId: view.posts[1]?.id as string, reaction: "thanks" as const, count: 3 };
  const after = applyForumEvent(view, next(view, "forums:reacted", data));
  expect(after.posts.map(({ reactions }) => reactions.thanks)).toEqual([0, 3]);
});

it("the head follows titles, answers, votes and closing", () => {
  let view = buildView([0]);
  const postId = newId();
  const poll = { options: [{ label: "Yes", votes: 1 }], isMultiple: false, voters: 1 };
  view = applyForumEvent(view, next(view, "forums:retitled", { title: "Anew", tags: ["trust"] }));
  view = applyForumEvent(view, next(view, "forums:accepted", { postId }));
  view = applyForumEvent(view, next(view, "forums:voted", { poll }));
  view = applyForumEvent(view, next(view, "forums:closed", { isClosed: true }));
  view = applyForumEvent(view, next(view, "forums:placed", {}));
  expect(view.thread).toMatchObject({
    title: "Anew",
    tags: ["trust"],
    acceptedId: postId,
    poll,
    isClosed: true,
  });
  expect(view.seq).toBe(9);
});

it("of a proposal the counts follow what is said, and whoever takes another position has changed the first", () => {
  const counts = { agree: 0, abstain: 0, disagree: 0, block: 1 };
  const decision = { decideBy: 9_000, counts, outcome: null };
  const view = buildView([0, 1]);
  const taking = (place: number, position: TakenPosition) => ({ ...buildPost(place), position });
  const before = {
    ...view,
    thread: { ...view.thread, decision },
    posts: [buildPost(0), taking(1, { position: "block", isChanged: false })],
  };
  const said = { campuses: 1, tried: 0, counts: { ...counts, agree: 1, block: 0 } };
  const agreed = taking(2, { position: "agree", isChanged: false });
  let after = applyForumEvent(before, next(before, "forums:replied", { post: agreed, ...said }));
  expect(after.posts.map(({ position }) => position?.isChanged)).toEqual([undefined, true, false]);
  expect(after.thread.decision?.counts).toEqual(said.counts);
  after = applyForumEvent(after, next(after, "forums:decideByMoved", { decideBy: 12_000 }));
  expect(after.thread.decision).toEqual({ decideBy: 12_000, counts: said.counts, outcome: null });
  const outcome = { postId: newId(), result: "accepted" as const, at: 3_000 };
  const decided = { ...after.thread.decision!, outcome };
  const stated = { post: buildPost(3), campuses: 1, tried: 0, decision: decided };
  after = applyForumEvent(after, next(after, "forums:decided", stated));
  expect([after.thread.decision, after.posts.length]).toEqual([decided, 4]);
  // What was sent before and is shown only now changes nothing.
  const late = taking(4, { position: "disagree", isChanged: true });
  after = applyForumEvent(after, next(after, "forums:replied", { post: late, ...said }));
  expect(after.posts[2]?.position?.isChanged).toBe(false);
});

it("posts that were moved leave a mark each, and the head tells what is left", () => {
  const view = buildView([0, 1, 2]);
  const [to, id] = [newId(), newId()];
  const postId = view.posts[1]?.id as string;
  const head = { lastAt: 7, campuses: 1, tried: 0, acceptedId: null };
  const data = {
    to,
    isMerged: false,
    moved: [
      { place: 1, id, postId },
      { place: 9, id: newId(), postId: newId() },
    ],
  };
  const after = applyForumEvent(view, next(view, "forums:postsLeft", { ...data, ...head }));
  expect(after.posts.map(({ state }) => state)).toEqual(["shown", "moved", "shown"]);
  expect(after.posts[1]).toMatchObject({ id, place: 1, at: 1_000, movedTo: { threadId: to, postId } });
  expect(after.posts[1]?.author.name).toBe("");
  expect(after.thread).toMatchObject({ ...head, posts: 3, isClosed: false, movedTo: null });
  const merged = applyForumEvent(view, next(view, "forums:postsLeft", { ...data, ...head, isMerged: true }));
  expect(merged.thread).toMatchObject({ isClosed: true, movedTo: to });
});

it("posts that came are counted, and a reply after them waits to be read with them", () => {
  const view = buildView([0, 1]);
  const came = { posts: 5, lastAt: 9, campuses: 2, tried: 0 };
  const after = applyForumEvent(view, next(view, "forums:postsCame", came));
  expect(after.thread).toMatchObject(came);
  expect(applyForumEvent(after, replied(after, 5)).posts.map(({ place }) => place)).toEqual([0, 1]);
});

it("posts read later take their place among those that are held, newer in place of older", () => {
  const view = buildView([0, 1]);
  const anew = { ...(view.posts[1] as PostView), edits: 1 };
  const after = withPosts(view, [buildPost(5), anew]);
  expect(after.posts.map(({ place, edits }) => [place, edits])).toEqual([
    [0, 0],
    [1, 1],
    [5, 0],
  ]);
});

function replied(view: ThreadRoomView, place: number) {
  return next(view, "forums:replied", { post: buildPost(place), campuses: 4, tried: 1 });
}

function next<const Name extends ForumEventName>(
  view: ThreadRoomView,
  name: Name,
  data: ForumFactOf<Name>["data"],
): ForumFact {
  return { roomId: view.thread.id, seq: view.seq + 1, at: 0, name, data } as ForumFact;
}

function buildPost(place: number): PostView {
  return {
    ...{ id: newId(), threadId: newId(), place, author: max, at: place * 1_000, state: "shown" },
    ...{ body: null, reason: "", isTried: false, edits: 0, editedAt: null, reactions: none },
    movedTo: null,
  };
}

function buildView(places: number[]): ThreadRoomView {
  return {
    seq: 4,
    thread: {
      ...{ id: newId(), seq: 4, kind: "discussion", title: "A thread", tags: [], author: max },
      ...{ at: 0, lastAt: 0, posts: places.length, campuses: 1, isClosed: false },
      ...{ acceptedId: null, tried: 0, poll: null },
      ...{ slow: null, isHolding: false, movedTo: null },
    },
    posts: places.map(buildPost),
  };
}

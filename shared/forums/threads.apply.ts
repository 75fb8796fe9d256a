import type { DecisionView, PositionCounts } from "./proposals.contract";
import { NOBODY, type PostView, type ThreadRoomView, type ThreadView } from "./threads.contract";
import type { ForumEventName, ForumFact, ForumFactOf } from "./threads.events";

/**
 * Folds the next fact into the open thread. A fact that the view already holds changes nothing; the caller keeps one that
 * came too early. Of the posts only those are held that were read: what happens to others changes the head alone.
 */
export function applyForumEvent(view: ThreadRoomView, fact: ForumFact): ThreadRoomView {
  if (fact.seq <= view.seq) return view;
  const change = changes[fact.name] as (view: ThreadRoomView, fact: ForumFact) => Change;
  const { thread = {}, posts = view.posts } = change(view, fact);
  return { seq: fact.seq, thread: { ...view.thread, ...thread, seq: fact.seq }, posts };
}

/** Puts posts that were read later among those that are held, newer ones in place of older ones. */
export function withPosts(view: ThreadRoomView, read: readonly PostView[]): ThreadRoomView {
  const byPlace = new Map([...view.posts, ...read].map((post) => [post.place, post]));
  return { ...view, posts: [...byPlace.values()].sort((a, b) => a.place - b.place) };
}

interface Change {
  thread?: Partial<ThreadView>;
  posts?: PostView[];
}

type Changes = {
  [Name in ForumEventName]: (view: ThreadRoomView, fact: ForumFactOf<Name>) => Change;
};

const changes: Changes = {
  "forums:replied": (view, { data: { post, campuses, tried, counts } }) => ({
    thread: { posts: post.place + 1, lastAt: post.at, campuses, tried, ...counted(view, counts) },
    posts: withReply(view, post),
  }),
  "forums:postChanged": (view, { data: { post, tried, acceptedId, counts } }) => ({
    thread: { tried, acceptedId, ...counted(view, counts) },
    posts: view.posts.map((held) => (held.id === post.id ? post : held)),
  }),
  "forums:reacted": (view, { data }) => ({
    posts: view.posts.map((held) =>
      held.id === data.postId
        ? { ...held, reactions: { ...held.reactions, [data.reaction]: data.count } }
        : held,
    ),
  }),
  "forums:voted": (_view, { data }) => ({ thread: { poll: data.poll } }),
  "forums:retitled": (_view, { data }) => ({ thread: { title: data.title, tags: data.tags } }),
  "forums:accepted": (_view, { data }) => ({ thread: { acceptedId: data.postId } }),
  "forums:closed": (_view, { data }) => ({ thread: { isClosed: data.isClosed } }),
  "forums:paced": (_view, { data: { slow, isHolding } }) => ({ thread: { slow, isHolding } }),
  "forums:postsLeft": (view, { data: { to, isMerged, moved, counts, ...head } }) => {
    const left = new Map(moved.map((one) => [one.place, one]));
    return {
      thread: { ...head, ...counted(view, counts), ...(isMerged ? { isClosed: true, movedTo: to } : {}) },
      posts: view.posts.map((held) => {
        const one = left.get(held.place);
        return one === undefined ? held : toMark(held, one.id, { threadId: to, postId: one.postId });
      }),
    };
  },
  "forums:postsCame": (_view, { data }) => ({ thread: data }),
  "forums:decided": (view, { data: { post, campuses, tried, decision } }) => ({
    thread: { posts: post.place + 1, lastAt: post.at, campuses, tried, decision },
    posts: withReply(view, post),
  }),
  "forums:decideByMoved": ({ thread }, { data }) => ({ thread: decided(thread, data) }),
  "forums:placed": () => ({}),
};

/** What stands at the place of a post that was moved: when it was said, and where it went. */
function toMark({ threadId, place, at }: PostView, id: string, movedTo: PostView["movedTo"]): PostView {
  return {
    ...{ id, threadId, place, at, movedTo, state: "moved", body: null, reason: "" },
    ...{ isTried: false, edits: 0, editedAt: null },
    author: { personId: NOBODY, name: "", unit: "", campus: null },
    reactions: { resonates: 0, thanks: 0, sayMore: 0 },
  };
}

function counted({ thread }: ThreadRoomView, counts: PositionCounts | undefined): Partial<ThreadView> {
  return counts === undefined ? {} : decided(thread, { counts });
}

function decided({ decision }: ThreadView, change: Partial<DecisionView>): Partial<ThreadView> {
  return decision === undefined ? {} : { decision: { ...decision, ...change } };
}

/** A reply is held only where it follows on what is held: a hole in the middle would look like the end. */
function withReply(view: ThreadRoomView, post: PostView): PostView[] {
  const posts = post.position?.isChanged === false ? view.posts.map(withoutPosition(post)) : view.posts;
  return isHeld(view, post.place - 1) ? [...posts, post] : posts;
}

/** Whoever takes another position takes none any more with what they said before. */
function withoutPosition({ author }: PostView): (held: PostView) => PostView {
  return (held) =>
    held.position === undefined || held.author.personId !== author.personId
      ? held
      : { ...held, position: { ...held.position, isChanged: true } };
}

function isHeld(view: ThreadRoomView, place: number): boolean {
  return view.posts.at(-1)?.place === place;
}

import { applyForumEvent, withPosts } from "#shared/forums/threads.apply";
import type { PostView, ThreadRoomView, ThreadView } from "#shared/forums/threads.contract";
import type { ForumFact } from "#shared/forums/threads.events";
import { createRoom, type Room } from "../live/roomStore";
import type { Transport } from "../live/transport";

/** An open thread: its head and those of its posts that were read, kept true by the facts of its channel. */
export interface ThreadRoom extends Room<ThreadRoomView, ForumFact> {
  threadId: string;
  /** The last fact that is folded in, to be said again with what was asked for at that moment. */
  seq(): number;
  /** Takes in the head and a window of posts; with the first of them the room stands. */
  begin(thread: ThreadView, posts: readonly PostView[], asOf: number): void;
  /** Takes in a further window that was asked for when the room stood at that fact. */
  takeIn(posts: readonly PostView[], asOf: number): void;
}

/** Facts that are remembered for windows that were on their way meanwhile. */
const REMEMBERED = 500;

export interface ThreadEars {
  /** A fact was folded in. */
  heard(fact: ForumFact): void;
  /** More was missed than facts can tell: what is on the screen is to be read anew. */
  fellBehind(): void;
}

/** Makes the room of one thread; it stands at once where head and posts came with the page. */
export function createThreadRoom(
  threadId: string,
  transport: Transport,
  ears: ThreadEars,
  first: { thread: ThreadView; posts: readonly PostView[] } | null = null,
): ThreadRoom {
  /** What was missed did not fit into facts: posts that are held may be old, until a window is read anew. */
  let isStale = false;
  let recent: ForumFact[] = [];
  const room = createRoom<ThreadRoomView, ForumFact>({
    channel: `forums:${threadId}`,
    transport: { ...transport, ask },
    ...(first && { begin: { seq: first.thread.seq, thread: first.thread, posts: [...first.posts] } }),
    apply: (view, fact) => {
      recent = [...recent, fact].slice(-REMEMBERED);
      ears.heard(fact);
      return applyForumEvent(view, fact);
    },
  });
  const { store } = room;
  const seq = () => store.getState().view?.seq ?? 0;

  const takeIn = (posts: readonly PostView[], asOf: number) => {
    const { view } = store.getState();
    if (view === null) return;
    const held = isStale ? { ...view, posts: [] } : view;
    isStale = false;
    store.setState({ view: withPosts(held, broughtUp(posts, recent, asOf, view)) });
  };
  return {
    ...room,
    threadId,
    seq,
    takeIn,
    begin: (thread, posts, asOf) => {
      if (store.getState().view === null) {
        store.setState({ view: { seq: thread.seq, thread, posts: [...posts] } });
      } else takeIn(posts, asOf);
    },
  };

  /** A fresh view brings the head; the posts that are on the screen stay there until they are read anew. */
  async function ask(...question: Parameters<Transport["ask"]>) {
    const answer = await transport.ask(...question);
    if (question[0] !== "live:join" || !answer.ok) return answer;
    const reply = answer.reply as { view: ThreadRoomView | null };
    const held = store.getState().view;
    if (reply.view === null || held === null) return answer;
    isStale = true;
    ears.fellBehind();
    const view = withPosts({ ...reply.view, posts: held.posts }, reply.view.posts);
    return { ...answer, reply: { ...reply, view } };
  }
}

/** Facts that came while posts were on their way may be newer than they are: folding them once more is harmless. */
function broughtUp(
  posts: readonly PostView[],
  recent: readonly ForumFact[],
  asOf: number,
  { thread }: ThreadRoomView,
): PostView[] {
  let view: ThreadRoomView = { seq: asOf, thread, posts: [...posts] };
  for (const fact of recent) {
    if (fact.seq > asOf) view = applyForumEvent({ ...view, seq: fact.seq - 1 }, fact);
  }
  return view.posts;
}

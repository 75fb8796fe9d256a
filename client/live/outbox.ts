import { createStore, type StoreApi } from "zustand/vanilla";
import { newId } from "#shared/ids";
import type { Fact } from "#shared/live/event";
import { ApiError } from "../http/ApiError";
import { type Patience, waitBefore } from "./patience";
import { createPostShelf, inOrder, isFactOf, isTaken, type Post, type Shelf } from "./post";

export type PostState = "waiting" | "sending" | "refused";

export interface PendingPost extends Post {
  state: PostState;
  /** It would survive a reload of the page. */
  isKept: boolean;
}

export interface OutboxState {
  posts: readonly PendingPost[];
  /** Sending waits until the person has signed in again. */
  needsSignIn: boolean;
}

/** What a person says, from the moment they press the button until the server has it. */
export interface Outbox {
  store: StoreApi<OutboxState>;
  /** Takes something to send; from here on it is not lost. Its `input` is given the deed's id. */
  add(said: Pick<Post, "roomId" | "path" | "params" | "input">): Post;
  /** Takes a refused post back, to be written anew or let go. */
  take(deedId: string): Post | null;
  /** Sends a refused post once more as it is: what stood against it may be gone. */
  retry(deedId: string): void;
  /** Tries at once whatever waits: the network came back, or somebody signed in. */
  nudge(): void;
  /** Hears every fact that answered a post. */
  onDelivered(listener: (post: Post, fact: Fact) => void): () => void;
  /** Hears of every post that was taken and waits for somebody. */
  onHeld(listener: (post: Post) => void): () => void;
  /** Looks again at what is kept: another tab has changed it. `key` is the storage key that changed. */
  reread(key: string | null): void;
  stop(): void;
}

interface Options {
  personId: string;
  shelf: Shelf | null;
  /** Sends one post and gives the server's answer, or throws an `ApiError`. */
  send(post: Post): Promise<unknown>;
  /** Lets one tab at a time send for a room. Without it, the deed's id alone keeps posts from doubling. */
  locks: Pick<LockManager, "request"> | null;
}

export function createOutbox({ personId, shelf, send, locks }: Options): Outbox {
  const kept = createPostShelf(shelf, personId);
  const store = createStore<OutboxState>(() => ({ posts: [], needsSignIn: false }));
  /** What the device could not keep: lives as long as the page. */
  const unkept = new Map<string, Post>();
  const listeners = new Set<(post: Post, fact: Fact) => void>();
  const heldListeners = new Set<(post: Post) => void>();
  const rooms = new Map<string, { wake(): void }>();
  const sending = new Set<string>();
  let isStopped = false;
  let last = 0;

  const outbox: Outbox = {
    store,
    add: (said) => {
      const deedId = newId();
      last = Math.max(Date.now(), last + 1);
      const post: Post = { ...said, deedId, input: { ...said.input, deedId }, at: last, refusal: null };
      keep(post);
      refresh();
      work(post.roomId);
      return post;
    },
    take: (deedId) => {
      const post = list().find((entry) => entry.deedId === deedId) ?? null;
      if (post?.refusal) forget(deedId);
      return post?.refusal ? post : null;
    },
    retry: (deedId) => {
      const post = list().find((entry) => entry.deedId === deedId);
      if (!post?.refusal) return;
      keep({ ...post, refusal: null });
      refresh();
      work(post.roomId);
    },
    nudge: () => {
      store.setState({ needsSignIn: false });
      for (const post of list()) work(post.roomId);
      for (const room of rooms.values()) room.wake();
    },
    onDelivered: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onHeld: (listener) => {
      heldListeners.add(listener);
      return () => heldListeners.delete(listener);
    },
    reread: (key) => {
      if (!kept.owns(key)) return;
      refresh();
      for (const post of list()) work(post.roomId);
    },
    stop: () => {
      isStopped = true;
      for (const room of rooms.values()) room.wake();
    },
  };
  outbox.reread(null);
  return outbox;

  function list(): Post[] {
    return [...kept.list().filter(({ deedId }) => !unkept.has(deedId)), ...unkept.values()].sort(inOrder);
  }

  function keep(post: Post): void {
    try {
      kept.keep(post);
      unkept.delete(post.deedId);
    } catch {
      // Full, or switched off: sent all the same, and said to be unkept meanwhile.
      unkept.set(post.deedId, post);
    }
  }

  function forget(deedId: string): void {
    kept.remove(deedId);
    unkept.delete(deedId);
    refresh();
  }

  function refresh(): void {
    const stateOf = (post: Post): PostState =>
      post.refusal ? "refused" : sending.has(post.deedId) ? "sending" : "waiting";
    store.setState({
      posts: list().map((post) => ({ ...post, state: stateOf(post), isKept: !unkept.has(post.deedId) })),
    });
  }

  function next(roomId: string): Post | undefined {
    return list().find((post) => post.roomId === roomId && post.refusal === null);
  }

  /** Works a room's posts off, one at a time and in order, unless that is already being done. */
  function work(roomId: string): void {
    if (isStopped || rooms.has(roomId) || next(roomId) === undefined) return;
    let wake = () => {};
    rooms.set(roomId, { wake: () => wake() });
    const pause = (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const workOff = async () => {
      let attempt = 0;
      // Read afresh each time: another tab may have sent the post meanwhile.
      for (let post = next(roomId); post !== undefined && !isStopped; post = next(roomId)) {
        const wait = await trySending(post, attempt);
        attempt = wait === null ? 0 : attempt + 1;
        if (wait !== null) await pause(wait);
      }
    };
    const done =
      locks === null ? workOff() : locks.request(`throughline.room.${personId}.${roomId}`, workOff);
    void done.finally(() => {
      rooms.delete(roomId);
      work(roomId);
    });
  }

  /** Sends it once. Gives how long to wait before the next try, or null when the post is settled. */
  async function trySending(post: Post, attempt: number): Promise<number | null> {
    sending.add(post.deedId);
    refresh();
    try {
      const reply = await send(post);
      const fact = isFactOf(post.roomId, reply) ? reply : null;
      if (fact === null && !isTaken(post.deedId, reply))
        throw new ApiError(0, { code: "offline", message: "" });
      store.setState({ needsSignIn: false });
      forget(post.deedId);
      if (fact === null) for (const listener of heldListeners) listener(post);
      else for (const listener of listeners) listener(post, fact);
      return null;
    } catch (error) {
      return afterRefusal(post, error, attempt);
    } finally {
      sending.delete(post.deedId);
      refresh();
    }
  }

  function afterRefusal(post: Post, error: unknown, attempt: number): number | null {
    const refusal = error instanceof ApiError ? error : null;
    store.setState({ needsSignIn: refusal?.code === "signInNeeded" });
    if (refusal?.code === "signInNeeded") return SIGN_IN_WAIT;
    if (refusal === null || refusal.isPassing || refusal.code === "internal") {
      const wait = waitBefore(attempt, RETRY);
      return refusal?.retryAfter ? refusal.retryAfter * 1_000 + Math.random() * 500 : wait;
    }
    keep({ ...post, refusal: { code: refusal.code, message: refusal.message } });
    return null;
  }
}

const RETRY: Patience = { first: 1_000, most: 30_000 };
/** Signing in nudges; in another window it may go unheard. */
const SIGN_IN_WAIT = 10_000;

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Fact } from "#shared/live/event";
import type { PresenceFrame } from "#shared/live/live.contract";
import { type Patience, waitBefore } from "./patience";
import type { Transport } from "./transport";

export type RoomConnection = "connecting" | "live" | "catchingUp" | "offline" | "refused";

export interface RoomState<View> {
  /** The fold of the room's log, or null until the first answer. Stays when the connection goes. */
  view: View | null;
  /** Who is here; null while nobody can tell us. */
  presence: PresenceFrame | null;
  connection: RoomConnection;
  /** Why the server did not let us in. */
  refusal: { code: string; message: string } | null;
}

/** An open channel: its live view, and the connection that keeps it true. */
export interface Room<View, AnyFact extends Fact> {
  channel: string;
  store: StoreApi<RoomState<View>>;
  /** Joins, and stays joined until `close`. */
  open(): void;
  close(): void;
  /** Takes in a fact from elsewhere, such as the answer to one's own deed. Twice is harmless. */
  fold(fact: AnyFact): void;
  /** Joins again, after a refusal that may have ended. */
  retry(): void;
  /** Tells the others that somebody writes, or has stopped. */
  write(isWriting: boolean): void;
}

interface Options<View, AnyFact extends Fact> {
  channel: string;
  transport: Transport;
  /** The view with which it begins, where one is known already. */
  begin?: View;
  /** Folds the next fact; ignores one that the view already holds. */
  apply(view: View, fact: AnyFact): View;
}

/** Makes the store of one channel. Nothing happens before `open`. */
export function createRoom<View extends { seq: number }, AnyFact extends Fact>({
  channel,
  transport,
  begin,
  apply,
}: Options<View, AnyFact>): Room<View, AnyFact> {
  const store = createStore<RoomState<View>>(() => ({
    view: begin ?? null,
    presence: null,
    connection: "connecting",
    refusal: null,
  }));
  /** Facts that came before the ones they follow. */
  const early = new Map<number, AnyFact>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopListening: (() => void) | null = null;
  let attempt = 0;
  /** Grows with every join and every loss: an answer to an older question is let fall. */
  let asked = 0;

  const room: Room<View, AnyFact> = {
    channel,
    store,
    open: () => {
      if (stopListening !== null) return;
      stopListening = transport.listen({
        connected: join,
        lost: handleLost,
        fact: (where, fact) => {
          if (where === channel) room.fold(fact as AnyFact);
        },
        presence: (frame) => {
          if (frame.channel === channel) store.setState({ presence: frame });
        },
      });
      if (transport.isConnected()) void join();
    },
    close: () => {
      if (stopListening === null) return;
      stopListening();
      stopListening = null;
      stopWaiting();
      asked++;
      early.clear();
      if (transport.isConnected()) transport.ask("live:leave", { channel }).catch(ignore);
      store.setState({ connection: "connecting", presence: null });
    },
    fold: (fact) => {
      early.set(fact.seq, fact);
      drain();
    },
    retry: () => {
      attempt = 0;
      if (transport.isConnected()) void join();
    },
    write: (isWriting) => {
      if (store.getState().connection === "live") {
        transport.ask("live:write", { channel, isWriting }).catch(ignore);
      }
    },
  };
  return room;

  async function join(): Promise<void> {
    stopWaiting();
    const question = ++asked;
    const { view, connection } = store.getState();
    if (connection !== "live") store.setState({ connection: view === null ? "connecting" : "catchingUp" });
    const answer = await transport
      .ask("live:join", { channel, after: view?.seq ?? null })
      .catch(() => ({ ok: false, error: UNANSWERED }) as const);
    if (question !== asked) return;
    if (answer.ok) takeIn(answer.reply as { view: View | null; facts: AnyFact[] });
    else if (PASSING.includes(answer.error.code)) later(waitBefore(attempt++, REJOIN));
    else store.setState({ connection: "refused", refusal: answer.error, presence: null });
  }

  function takeIn(reply: { view: View | null; facts: AnyFact[] }): void {
    const known = store.getState().view;
    const isNewer = reply.view !== null && reply.view.seq >= (known?.seq ?? -1);
    store.setState({ connection: "live", refusal: null, ...(isNewer ? { view: reply.view } : {}) });
    for (const fact of reply.facts) early.set(fact.seq, fact);
    drain();
    // A hole that even joining did not fill is asked for again, but more and more slowly.
    attempt = early.size === 0 ? 0 : attempt + 1;
  }

  /** Folds what can be folded now; what remains waits for its predecessors, and asks for them when they do not come. */
  function drain(): void {
    let { view } = store.getState();
    if (view === null) return;
    for (const seq of early.keys()) if (seq <= view.seq) early.delete(seq);
    for (let next = early.get(view.seq + 1); next !== undefined; next = early.get(view.seq + 1)) {
      early.delete(next.seq);
      view = apply(view, next);
    }
    if (view !== store.getState().view) store.setState({ view });
    if (early.size > 0) later(Math.max(GAP_PATIENCE, attempt > 0 ? waitBefore(attempt, REJOIN) : 0));
  }

  function handleLost(): void {
    stopWaiting();
    asked++;
    store.setState({ connection: "offline", presence: null });
  }

  /** One wait at a time: a room that keeps hearing facts out of order still asks in time. */
  function later(wait: number): void {
    if (timer !== undefined || stopListening === null) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isIncomplete() && transport.isConnected()) void join();
    }, wait);
  }

  function stopWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function isIncomplete(): boolean {
    return early.size > 0 || store.getState().connection !== "live";
  }
}

/** How long a fact may wait for the ones before it. */
const GAP_PATIENCE = 300;
const REJOIN: Patience = { first: 500, most: 15_000 };
/** Refusals that waiting may end. */
const PASSING = ["internal", "unavailable", "tooMany", "unanswered"];
const UNANSWERED = { code: "unanswered", message: "" };

function ignore(): void {
  // Leaving and writing are courtesies: the server notices by itself.
}

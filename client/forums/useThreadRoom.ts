import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { ThreadMine } from "#shared/forums/threadMine.contract";
import type { ThreadRoomView } from "#shared/forums/threads.contract";
import type { ForumFact } from "#shared/forums/threads.events";
import { useViewer } from "../accounts/accounts.queries";
import { noteBehind } from "../live/connection";
import type { RoomState } from "../live/roomStore";
import { useLiveSession } from "../live/session";
import { socket } from "../live/socket";
import { arrive, arrivedWith } from "./firstThread";
import { toThreadSubject } from "./subjects";
import { createThreadRoom } from "./threadRoom";
import { mineQuery, refreshMine } from "./threads.queries";
import { createWindows, type OpenThread } from "./windows";

/**
 * Opens a thread for as long as its page stands. Head and first posts come by the same answer as what is one's own;
 * from there on the channel keeps them true. What is told to each reader apart is heard only while one is connected: what
 * is one's own is read again once the thread is live where it was read before that, and after every loss.
 */
export function useThreadRoom(
  threadId: string,
  place: number | null,
): OpenThread & { mine: UseQueryResult<ThreadMine> } {
  const client = useQueryClient();
  const outbox = useLiveSession((session) => session.outbox);
  const { personId } = useViewer();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is where one comes in; others are gone to from within.
  const open = useMemo(() => {
    const refresh = () => void refreshMine(client, threadId);
    const ears = {
      // Where it stands is told to each reader apart.
      heard: (fact: ForumFact) => isOfOnesOwn(fact, personId) && refresh(),
      fellBehind: refresh,
    };
    const first = arrivedWith(threadId)?.show ?? null;
    const room = createThreadRoom(threadId, socket, ears, first);
    const wasDeaf = !socket.isConnected();
    return { room, windows: createWindows(room, place), first: first?.mine, wasDeaf };
  }, [threadId, client, personId]);
  const { room, first, wasDeaf } = open;
  // What came with the page is as fresh as an answer: it is not asked for again by coming here.
  const mine = useQuery({
    ...mineQuery(open),
    ...(first && { initialData: first, refetchOnMount: false }),
  });
  useEffect(() => arrive(null), []);
  const isBegun = useStore(room.store, ({ view }) => view !== null);

  useEffect(() => {
    if (!isBegun) return;
    let isOld = wasDeaf || !socket.isConnected();
    const stopWatching = room.store.subscribe(({ connection }) => {
      noteBehind(room.channel, connection === "connecting" || connection === "catchingUp");
      if (connection === "offline" || connection === "refused") isOld = true;
      if (connection !== "live" || !isOld) return;
      isOld = false;
      void refreshMine(client, threadId);
    });
    room.open();
    return () => {
      room.close();
      stopWatching();
      noteBehind(room.channel, false);
    };
  }, [room, client, threadId, isBegun, wasDeaf]);

  useEffect(
    () =>
      outbox?.onDelivered((post, fact) => {
        if (post.roomId !== threadId) return;
        // What waits for a moderator is no fact of the thread's: it is one's own.
        if (fact.seq === 0) void refreshMine(client, threadId);
        else room.fold(fact as ForumFact);
      }),
    [outbox, room, threadId, client],
  );
  return { ...open, mine };
}

/** What also changes what is told to each reader apart: where it stands, which marks went along with a post. */
const OF_ONES_OWN: readonly string[] = ["forums:placed", "forums:postsLeft"];

/** Where one stands on a proposal follows what becomes of one's own posts, on whatever device. */
function isOfOnesOwn({ name, data }: ForumFact, personId: string | null): boolean {
  if (OF_ONES_OWN.includes(name)) return true;
  return (
    "post" in data && "counts" in data && data.counts !== undefined && data.post.author.personId === personId
  );
}

interface ThreadAround extends OpenThread {
  mine: ThreadMine;
}

export const ThreadContext = createContext<ThreadAround | null>(null);

/** The open thread of the page. */
export function useThread(): ThreadAround {
  const thread = useContext(ThreadContext);
  if (thread === null) throw new Error("There is no thread around this part of the page.");
  return thread;
}

export function useThreadState<Part>(select: (state: RoomState<ThreadRoomView>) => Part): Part {
  return useStore(useThread().room.store, select);
}

/** A part of the thread's view. Only for what stands inside a `ThreadGate`, which waits for the view. */
export function useThreadView<Part>(select: (view: ThreadRoomView) => Part): Part {
  return useThreadState(({ view }) => select(view as ThreadRoomView));
}

/** Who asks, and the thread as policies ask about it. */
export function useThreadSubject() {
  const viewer = useViewer();
  const { mine } = useThread();
  const thread = useThreadView((view) => view.thread);
  return { viewer, subject: useMemo(() => toThreadSubject(thread, mine), [thread, mine]) };
}

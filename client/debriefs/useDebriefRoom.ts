import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { applyDebriefEvent } from "#shared/debriefs/debriefs.apply";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import { canFacilitateDebrief, toDebriefSubject } from "#shared/debriefs/debriefs.policy";
import type { OwnHeldView } from "#shared/debriefs/heldRemarks.contract";
import { useViewer } from "../accounts/accounts.queries";
import { noteBehind, useBehind } from "../live/connection";
import type { Post } from "../live/post";
import { createRoom, type Room, type RoomState } from "../live/roomStore";
import { useLiveSession } from "../live/session";
import { socket } from "../live/socket";
import { mineQuery, noteOwnContribution, noteOwnHeld } from "./debriefs.queries";
import type { PendingRemark } from "./usePosts";

export type DebriefRoomStore = Room<DebriefView, DebriefFact>;

/** Opens a debrief's room for as long as the page stands: joins, folds what happens, and keeps `mine` in step. */
export function useDebriefRoom(debriefId: string): DebriefRoomStore {
  const client = useQueryClient();
  const outbox = useLiveSession((session) => session.outbox);
  const room = useMemo(
    () =>
      createRoom<DebriefView, DebriefFact>({
        channel: `debriefs:${debriefId}`,
        transport: socket,
        apply: applyDebriefEvent,
      }),
    [debriefId],
  );

  useBehind(room.channel);
  useEffect(() => {
    const stopWatching = room.store.subscribe(({ connection }, before) => {
      noteBehind(room.channel, connection === "connecting" || connection === "catchingUp");
      if (connection === "live" && before.connection !== "live") {
        void client.invalidateQueries({ queryKey: mineQuery(debriefId).queryKey });
      }
    });
    room.open();
    return () => {
      // A room that was left is not behind: whoever closes it says no more of it.
      stopWatching();
      room.close();
    };
  }, [room, client, debriefId]);

  useEffect(
    () =>
      outbox?.onDelivered((post, fact) => {
        if (post.roomId !== debriefId) return;
        room.fold(fact as DebriefFact);
        if (fact.name === "debriefs:contributed") noteOwnContribution(client, debriefId, post.deedId);
      }),
    [outbox, room, client, debriefId],
  );
  useEffect(
    () =>
      outbox?.onHeld((post) => {
        // What is written on a private line is no remark.
        if (post.roomId !== debriefId || !("text" in post.input)) return;
        const segment = room.store.getState().view?.position.segment ?? -1;
        noteOwnHeld(client, debriefId, toOwnHeld(post, segment));
      }),
    [outbox, room, client, debriefId],
  );
  return room;
}

/** What was just taken, as the server will tell of it. */
function toOwnHeld({ deedId, input }: Post, segment: number): OwnHeldView {
  const { kind = null, contributionId = null, text, isUnnamed } = input as PendingRemark["input"];
  return { id: deedId, kind, contributionId, text, isUnnamed, segment, state: "waiting", reason: "" };
}

export const RoomContext = createContext<DebriefRoomStore | null>(null);

/** The room of the page. */
export function useRoom(): DebriefRoomStore {
  const room = useContext(RoomContext);
  if (room === null) throw new Error("There is no room around this part of the page.");
  return room;
}

export function useRoomState<Part>(select: (state: RoomState<DebriefView>) => Part): Part {
  return useStore(useRoom().store, select);
}

/** A part of the room's view. Only for what stands inside a `RoomGate`, which waits for the view. */
export function useView<Part>(select: (view: DebriefView) => Part): Part {
  return useRoomState(({ view }) => select(view as DebriefView));
}

export function useCanFacilitate(): boolean {
  const viewer = useViewer();
  return useView((view) => canFacilitateDebrief(viewer, toDebriefSubject(view)));
}

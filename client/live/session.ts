import { useEffect } from "react";
import * as z from "zod/mini";
import { create } from "zustand";
import type { Endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { call, onSignInNeeded } from "../http/call";
import { connectionStore } from "./connection";
import { createOutbox, type Outbox } from "./outbox";
import type { Post } from "./post";
import { deviceShelf } from "./shelf";
import { socket } from "./socket";

interface LiveSession {
  /** Who is signed in on this tab; null for a stranger. */
  personId: string | null;
  outbox: Outbox | null;
}

/** The live half of being signed in: one connection and one outbox. */
export const useLiveSession = create<LiveSession>(() => ({ personId: null, outbox: null }));

/** Connects as long as that person is signed in; ends everything with them. For the root of the page, once. */
export function useLive(personId: string | null): void {
  useEffect(() => (personId === null ? undefined : startLive(personId)), [personId]);
}

/** Tries at once whatever waits, after something has changed that may help, such as signing in again. */
export function nudgeLive(): void {
  socket.nudge();
  useLiveSession.getState().outbox?.nudge();
}

function startLive(personId: string): () => void {
  const outbox = createOutbox({
    personId,
    shelf: deviceShelf(),
    send: (post) => send(post, personId),
    locks: navigator.locks ?? null,
  });
  useLiveSession.setState({ personId, outbox });
  socket.start();
  const handleStorage = (event: StorageEvent) => outbox.reread(event.key);
  const handleOnline = () => outbox.nudge();
  const handleUnload = (event: BeforeUnloadEvent) => {
    // Only where the device could not keep it: everything else survives leaving.
    if (outbox.store.getState().posts.some(({ isKept }) => !isKept)) event.preventDefault();
  };
  const stopListening = socket.listen({ connected: handleOnline });
  const stopHearing = onSignInNeeded(() => outbox.store.setState({ needsSignIn: true }));
  window.addEventListener("storage", handleStorage);
  window.addEventListener("online", handleOnline);
  window.addEventListener("beforeunload", handleUnload);
  return () => {
    stopListening();
    stopHearing();
    window.removeEventListener("storage", handleStorage);
    window.removeEventListener("online", handleOnline);
    window.removeEventListener("beforeunload", handleUnload);
    outbox.stop();
    socket.stop();
    connectionStore.setState({ behind: [], isClockSet: false });
    useLiveSession.setState({ personId: null, outbox: null });
  };
}

/**
 * Posts are kept as path and input, so that they can be sent before the page that wrote them has been loaded again. They
 * go out as their writer's or not at all, should somebody else have signed in in this browser meanwhile.
 */
function send({ path, params, input }: Post, as: string): Promise<unknown> {
  const door: Endpoint = {
    method: "POST",
    path,
    summary: "A kept post.",
    reply: z.object({ roomId: idSchema }),
    policy: isMember,
    about: "nothing",
  };
  return (call as (door: Endpoint, options: object) => Promise<unknown>)(door, { params, input, as });
}

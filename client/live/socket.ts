import { io, type Socket } from "socket.io-client";
import type { Fact } from "#shared/live/event";
import type { LiveAnswer, PresenceFrame } from "#shared/live/live.contract";
import { tellSignInNeeded } from "../http/call";
import { onWake, setClock } from "./clock";
import { connectionStore } from "./connection";
import { type Patience, waitBefore } from "./patience";
import { channelOf, type Ears, type Transport } from "./transport";

/** The tab's one connection. It lives from `start` to `stop`, that is while somebody is signed in. */
export const socket: Transport & { start(): void; stop(): void; nudge(): void } = {
  isConnected: () => wire?.connected ?? false,
  ask: async (name, input, within = ANSWER_WITHIN) => {
    // Socket.IO would keep the packet for later; rooms and outbox know by themselves what is missing.
    if (!wire?.connected) throw new Error("Not connected.");
    return (await wire.timeout(within).emitWithAck(name, input)) as LiveAnswer;
  },
  listen: (newEars) => {
    ears.add(newEars);
    return () => ears.delete(newEars);
  },
  start: () => {
    if (wire === null) endings = begin();
  },
  nudge: () => {
    if (wire?.connected === false) reconnectNow(wire);
  },
  stop: () => {
    for (const end of endings) end();
    endings = [];
    wire?.off().disconnect();
    wire = null;
    connectionStore.setState({ socket: "connecting" });
  },
};

const ANSWER_WITHIN = 10_000;
const SETTLED_AFTER = 5_000;
const CLOCK_EVERY = 60_000;
const RECONNECT: Patience = { first: 500, most: 5_000 };
const DROPPED: Patience = { first: 500, most: 10_000 };

let wire: Socket | null = null;
let endings: (() => void)[] = [];
const ears = new Set<Partial<Ears>>();

function begin(): (() => void)[] {
  const opened = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: RECONNECT.first,
    reconnectionDelayMax: RECONNECT.most,
    randomizationFactor: 0.5,
  });
  wire = opened;

  opened.on("connect", () => {
    connectionStore.setState({ socket: "live" });
    void setClock(socket).catch(() => undefined /* Asked again within the minute. */);
    tell("connected");
  });
  opened.on("disconnect", handleLost);
  opened.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    handleLost();
    if (error.data?.code === "signInNeeded") tellSignInNeeded();
  });
  opened.on("live:presence", (frame: PresenceFrame) => tell("presence", frame));
  opened.onAny((_name: string, payload: unknown) => {
    if (isFact(payload)) tell("fact", channelOf(payload), payload);
  });
  return [comeBackWhenDropped(opened), ...keepTrue(opened)];
}

function handleLost(): void {
  connectionStore.setState({ socket: "offline" });
  tell("lost");
}

/**
 * Socket.IO reconnects by itself when the network fails, but not when the server ended the connection or refused it,
 * as it does when rights shrink or a session ends. We ask again, more and more slowly.
 */
function comeBackWhenDropped(opened: Socket): () => void {
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const comeBack = () => {
    if (opened.active) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        if (!opened.active) opened.connect();
      },
      waitBefore(attempt++, DROPPED),
    );
  };
  opened.on("connect", () => {
    clearTimeout(timer);
    // A connection that is dropped at once must not be asked for again at full speed.
    timer = setTimeout(() => {
      attempt = 0;
    }, SETTLED_AFTER);
  });
  opened.on("disconnect", comeBack);
  opened.on("connect_error", comeBack);
  return () => clearTimeout(timer);
}

/** Sets the clock every minute, and finds out at once when the device woke up or changed networks. */
function keepTrue(opened: Socket): (() => void)[] {
  const verify = () => {
    if (!opened.connected) return reconnectNow(opened);
    setClock(socket).catch(() => reconnectNow(opened));
  };
  const handleVisible = () => {
    if (document.visibilityState === "visible") verify();
  };
  const clock = setInterval(() => {
    if (opened.connected) verify();
  }, CLOCK_EVERY);
  window.addEventListener("online", verify);
  window.addEventListener("offline", verify);
  document.addEventListener("visibilitychange", handleVisible);
  return [
    () => clearInterval(clock),
    () => window.removeEventListener("online", verify),
    () => window.removeEventListener("offline", verify),
    () => document.removeEventListener("visibilitychange", handleVisible),
    onWake(verify),
  ];
}

/** Cuts short the wait between two tries: Socket.IO ignores `connect` while it waits. */
function reconnectNow(opened: Socket): void {
  opened.disconnect().connect();
}

function isFact(payload: unknown): payload is Fact {
  const fact = payload as Partial<Fact> | null;
  return typeof fact?.seq === "number" && typeof fact.roomId === "string" && typeof fact.name === "string";
}

function tell<Name extends keyof Ears>(name: Name, ...words: Parameters<Ears[Name]>): void {
  for (const ear of [...ears])
    (ear[name] as ((...words: Parameters<Ears[Name]>) => void) | undefined)?.(...words);
}

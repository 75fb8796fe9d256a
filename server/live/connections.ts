import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Identify, Identity } from "#server/http/viewer";
import { type LiveMessageName, liveMessages } from "#shared/live/live.contract";
import type { Channels } from "./channels";
import {
  answerMessages,
  type Hall,
  type Handlers,
  handleMessage,
  leave,
  readmitAll,
  type SocketData,
} from "./messages";
import { Presence } from "./presence";
import { readmitThrough } from "./readmission";
import { onRevoked } from "./revocations";
import { cutSlowReaders } from "./slowReaders";
import { sendWholeFrames } from "./wholeFrames";

/** The largest frame taken from a browser, in bytes. */
const LARGEST_FRAME = 100_000;
/** Messages a second that one connection may send for long, and how many at once. */
const RATE = 20;
const BURST = 60;
/** How often it is looked for sessions that have ended by themselves, in milliseconds. */
const LOOK_EVERY = 500;

export interface LiveOptions {
  channels: Channels;
  identify: Identify;
  isOurOrigin: (origin: string, host: string | undefined) => boolean;
}

export interface Live {
  io: Server;
  presence: Presence;
  /** Says goodbye to every browser, which will come back by itself, and stops. */
  close(): Promise<void>;
}

/** Opens the live side of a server: one Socket.IO endpoint at its usual path, for signed-in members only. */
export function openLive(http: HttpServer, { channels, identify, isOurOrigin }: LiveOptions): Live {
  const io = new Server(http, {
    maxHttpBufferSize: LARGEST_FRAME,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    destroyUpgrade: false,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest: ({ headers }, done) =>
      done(null, !headers.origin || isOurOrigin(headers.origin, headers.host)),
  });
  sendWholeFrames(io);
  const hall: Hall = { channels, identify, presence: new Presence(io) };
  io.use(async (socket, next) => {
    try {
      next(admit(socket, await identify(socket.handshake.headers)));
    } catch {
      next(refusal("unavailable"));
    }
  });
  const handlers = answerMessages(hall);
  io.on("connection", (socket) => serve(hall, handlers, socket));

  const stopListening = onRevoked(({ personId, sessionId }) => {
    io.in(sessionId ? `session:${sessionId}` : `person:${personId}`).disconnectSockets(true);
  });
  readmitThrough((channel) => readmitAll(hall, socketsIn(io, channel), channel));
  const stopCutting = cutSlowReaders(io);
  const stopEnding = endWithSessions(io);
  return {
    io,
    presence: hall.presence,
    async close() {
      stopListening();
      readmitThrough(null);
      stopCutting();
      stopEnding();
      hall.presence.close();
      await io.close();
    },
  };
}

function socketsIn(io: Server, channel: string): Socket[] {
  const { adapter, sockets } = io.of("/");
  return [...(adapter.rooms.get(channel) ?? [])].flatMap((id) => sockets.get(id) ?? []);
}

/** Lets a member's socket in, and files it under its person and session. */
function admit(socket: Socket, { viewer, session }: Identity): Error | undefined {
  if (viewer.personId === null || session === null) return refusal("signInNeeded");
  if (!viewer.isVerified) return refusal("unverified");
  const mark = { personId: viewer.personId, name: viewer.name, unit: viewer.unit };
  const { expiresAt } = session;
  socket.data = { mark, expiresAt, joined: new Set(), looking: new Set() } satisfies SocketData;
  void socket.join([`person:${viewer.personId}`, `session:${session.sessionId}`]);
  return undefined;
}

function serve(hall: Hall, handlers: Handlers, socket: Socket): void {
  letRequestGo(socket);
  const isFlood = floodGate();
  socket.onAny(async (name: string, ...said: unknown[]) => {
    const acknowledge = said.at(-1);
    const isKnown = Object.hasOwn(liveMessages, name) && typeof acknowledge === "function";
    if (isFlood(isKnown ? 1 : BURST / 4)) return socket.disconnect(true);
    if (!isKnown) return;
    acknowledge(await handleMessage(hall, handlers, socket, name as LiveMessageName, said[0]));
  });
  socket.on("disconnecting", () => {
    for (const channel of [...(socket.data as SocketData).joined]) leave(hall, socket, channel);
  });
}

/**
 * Lets go of all that a connection came with but its cookie, by which it is asked with everything it says who it is. The
 * request is emptied as well, since Engine.IO holds it until the end of the line.
 */
function letRequestGo({ conn, handshake }: Socket): void {
  const { cookie } = handshake.headers;
  handshake.headers = cookie === undefined ? {} : { cookie };
  const { request } = conn;
  request.headers = {};
  request.rawHeaders = [];
  (conn as { request: unknown }).request = null;
}

/** Ends every connection with its session. The answer stops it. */
function endWithSessions(io: Server): () => void {
  const timer = setInterval(() => {
    const now = Date.now();
    for (const socket of io.of("/").sockets.values())
      if ((socket.data as SocketData).expiresAt <= now) socket.disconnect(true);
  }, LOOK_EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

/** A leaky bucket: true once more has come than one connection may send. */
function floodGate(): (cost: number) => boolean {
  let level = 0;
  let last = Date.now();
  return (cost) => {
    const now = Date.now();
    level = Math.max(0, level - ((now - last) / 1_000) * RATE) + cost;
    last = now;
    return level > BURST;
  };
}

/** A refusal at the handshake; the browser reads the code from `error.data`. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

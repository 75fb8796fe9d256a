import type { Socket } from "socket.io";
import { conflict, Refusal } from "#server/errors";
import { onTheBeat } from "#server/http/beat";
import { parse } from "#server/http/mount";
import { toBody, toRefusal } from "#server/http/respond";
import type { Identify } from "#server/http/viewer";
import { type LiveAnswer, type LiveMessageName, liveMessages } from "#shared/live/live.contract";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import type { Channel, Channels, Reading } from "./channels";
import type { Presence } from "./presence";

/** What a connection remembers: who, never what they may do. */
export interface SocketData {
  mark: PersonMark;
  /** When its session ends, and it with it; milliseconds since the epoch. */
  expiresAt: number;
  /** The channels in which this socket is counted. */
  joined: Set<string>;
  /** Those of them at which it looks. */
  looking: Set<string>;
}

export interface Hall {
  channels: Channels;
  presence: Presence;
  identify: Identify;
}

export type Handlers = {
  [Name in LiveMessageName]: (said: { socket: Socket; viewer: Viewer; input: never }) => unknown;
};

/** Answers everything that a connection may say. What is not declared is refused, and counted as noise by the caller. */
export function answerMessages(hall: Hall): Handlers {
  const { channels, presence } = hall;
  return {
    "live:join": async ({ socket, viewer, input }: Said<{ channel: string; after: number | null }>) => {
      const { channel, roomId } = channels.find(input.channel);
      await channel.admit(viewer, roomId);
      await enter(hall, socket, input.channel, channel.tells);
      return await readOrLeave(hall, socket, input.channel, async () => {
        await channel.arrive(viewer, roomId);
        return await channel.read(roomId, input.after);
      });
    },
    "live:leave": ({ socket, input }: Said<{ channel: string }>) => {
      leave(hall, socket, input.channel);
      return {};
    },
    "live:write": ({ socket, input }: Said<{ channel: string; isWriting: boolean }>) => {
      const { joined, mark } = socket.data as SocketData;
      if (joined.has(input.channel)) presence.write(input.channel, mark.personId, input.isWriting);
      return {};
    },
    "live:look": ({ socket, input }: Said<{ channel: string; isLooking: boolean }>) => {
      if ((socket.data as SocketData).joined.has(input.channel))
        look(hall, socket, input.channel, input.isLooking);
      return {};
    },
    "live:clock": () => ({ now: Date.now() }),
  };
}

/** Runs one message: parses it, asks the policy of today's viewer, and answers in the acknowledgement. */
export async function handleMessage(
  hall: Hall,
  handlers: Handlers,
  socket: Socket,
  name: LiveMessageName,
  given: unknown,
): Promise<LiveAnswer> {
  const began = performance.now();
  try {
    const message = liveMessages[name];
    const input = parse(message.input, given) as never;
    const { viewer } = await hall.identify(socket.handshake.headers);
    if (!message.policy(viewer, undefined as never))
      throw new Refusal(401, "signInNeeded", "Sign in to go on.");
    const reply = await handlers[name]({ socket, viewer, input });
    return { ok: true, reply: message.reply.parse(reply) };
  } catch (error) {
    const refusal = toRefusal(error);
    const { code, message } = toBody(refusal);
    if (refusal.status === 404) await onTheBeat(began);
    if (refusal.status >= 500) process.emitWarning(error instanceof Error ? error : String(error));
    return { ok: false, error: { code, message } };
  }
}

/** Takes a socket out of a channel and its presence; leaving twice is harmless. */
export function leave(hall: Hall, socket: Socket, name: string): void {
  const { joined, mark } = socket.data as SocketData;
  if (!joined.delete(name)) return;
  look(hall, socket, name, false);
  void socket.leave(name);
  hall.presence.leave(name, mark.personId);
}

/** Counts a window that looks, or no more; to say the same twice is harmless. */
function look({ presence }: Hall, socket: Socket, name: string, isLooking: boolean): void {
  const { looking, mark } = socket.data as SocketData;
  if (looking.has(name) === isLooking) return;
  if (isLooking) looking.add(name);
  else looking.delete(name);
  presence.look(name, mark.personId, isLooking);
}

/** Asks everyone in a channel as if they came in now, and cuts those who may not. */
export async function readmitAll(hall: Hall, sockets: readonly Socket[], name: string): Promise<void> {
  const { channel, roomId } = hall.channels.find(name);
  await Promise.all(
    sockets.map(async (socket) => {
      try {
        const { viewer } = await hall.identify(socket.handshake.headers);
        await channel.admit(viewer, roomId);
      } catch {
        // Whatever kept the answer away: nobody stays who was not let in.
        leave(hall, socket, name);
        socket.disconnect(true);
      }
    }),
  );
}

interface Said<Input> {
  socket: Socket;
  viewer: Viewer;
  input: Input;
}

/** Counts and lets in, unless the connection has ended meanwhile: then nothing would ever count it out again. */
async function enter(
  { presence }: Hall,
  socket: Socket,
  name: string,
  tells: Channel["tells"],
): Promise<void> {
  const { joined, mark } = socket.data as SocketData;
  if (joined.has(name)) return;
  if (!socket.connected) throw conflict("gone", "The connection has ended.");
  joined.add(name);
  presence.enter(name, mark, tells);
  await socket.join(name);
}

/** Reads after the socket hears, so that nothing falls between; a failed reading leaves nobody half inside. */
async function readOrLeave(
  hall: Hall,
  socket: Socket,
  name: string,
  read: () => Promise<Reading>,
): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    leave(hall, socket, name);
    throw error;
  }
}

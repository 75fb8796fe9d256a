import type { Server } from "socket.io";

/** How often buffers are looked at, in milliseconds. */
const PERIOD = 50;
/** What one connection may leave unread on its way out, in bytes: a whole view fits, also over a slow line. */
const LARGEST_VIEW = 1_000_000;
/** What may wait behind that, in bytes of memory and in frames: some seconds of a room in which everyone writes. */
const LARGEST_BACKLOG = 700_000;
const MOST_FRAMES = 2_000;

interface EngineClient {
  writeBuffer: { data?: unknown; options?: { wsPreEncodedFrame?: Uint8Array[] } }[];
  transport: { writable: boolean; socket?: { bufferedAmount?: number; terminate?(): void } };
  close(discard?: boolean): void;
}

/**
 * Cuts connections that do not read what they are sent, so that one phone in a tunnel cannot fill the server's memory.
 * The cut one comes back and catches up through its gap. The answer stops it.
 */
export function cutSlowReaders(io: Server): () => void {
  const timer = setInterval(() => {
    const clients = (io.engine as unknown as { clients: Record<string, EngineClient> }).clients;
    for (const client of Object.values(clients)) if (isBehind(client)) cut(client);
  }, PERIOD);
  timer.unref();
  return () => clearInterval(timer);
}

/** At once: a polite end would wait, with all that is unread, for an answer from somebody who does not read. */
function cut(client: EngineClient): void {
  client.transport.socket?.terminate?.();
  client.close(true);
}

function isBehind({ writeBuffer, transport }: EngineClient): boolean {
  // Everything it was sent is with the operating system; that is how nearly all are found, nearly always.
  if (transport.writable && writeBuffer.length === 0) return false;
  const inSocket = transport.socket?.bufferedAmount ?? 0;
  if (inSocket > LARGEST_VIEW || writeBuffer.length > MOST_FRAMES) return true;
  if (writeBuffer.length < 16) return false;
  let waiting = 0;
  for (const packet of writeBuffer) waiting += weightOf(packet);
  return waiting > LARGEST_BACKLOG;
}

/** What a packet that waits holds in memory: its text, two bytes to a character at worst, and its frame beside it. */
function weightOf({ data, options }: EngineClient["writeBuffer"][number]): number {
  let bytes = typeof data === "string" ? data.length * 2 : 0;
  for (const part of options?.wsPreEncodedFrame ?? []) bytes += part.byteLength;
  return bytes;
}

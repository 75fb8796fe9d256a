import type { Socket as NetSocket } from "node:net";

/** A connection as Engine.IO keeps it. */
export interface Line {
  readyState: string;
  transport: {
    name: string;
    /** Nothing is under way, nor waits until the transport takes it. */
    writable: boolean;
    /** Of a WebSocket the one that `ws` keeps, over the connection of the machine. */
    socket?: { readyState: number; OPEN: number; _socket?: NetSocket };
  };
}

/**
 * Writes a WebSocket frame straight to a connection on which nothing waits: Engine.IO's and `ws`'s books of what is
 * under way are a seventh of what telling a large room costs, and there is nothing to book. False where something does
 * wait or the connection is another; then it goes by Engine.IO, behind what is before it.
 */
export function handOver({ readyState, transport }: Line, frame: Uint8Array): boolean {
  const { name, writable, socket } = transport;
  if (name !== "websocket" || socket === undefined || !writable) return false;
  if (readyState !== "open" || socket.readyState !== socket.OPEN) return false;
  const wire = socket._socket;
  if (wire === undefined || wire.writableLength > 0) return false;
  wire.write(frame);
  return true;
}

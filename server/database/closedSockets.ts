import type { Socket } from "node:net";
import { MongoError, MongoNetworkError } from "mongodb";
import { Connection } from "mongodb/lib/cmap/connection.js";

/**
 * Lets the driver notice that a socket closed while it was about to write to it. As it is (mongodb 7.8.0) it then waits
 * for the closed socket to drain, for ever, and so does whoever asked; or it throws what the system said, and takes that
 * for nobody's fault. Told of the loss as such it asks again by itself.
 */
export function noticeClosedSockets(): void {
  const { writeCommand } = Connection.prototype;
  if (patched.has(writeCommand)) return;
  const write: Write = async function (this: { socket: Socket }, ...rest) {
    const { gone, forget } = whenGone(this.socket);
    try {
      await Promise.race([writeCommand.apply(this, rest), gone]);
    } catch (error) {
      throw error instanceof MongoError ? error : lost(error);
    } finally {
      forget();
    }
  };
  patched.add(write);
  Connection.prototype.writeCommand = write;
}

type Write = (this: { socket: Socket }, ...rest: unknown[]) => Promise<void>;

const patched = new WeakSet<Write>();

/** Rejects as soon as the socket is closed, until it is told to forget. */
function whenGone(socket: Socket): { gone: Promise<never>; forget: () => void } {
  let forget = () => {};
  const gone = new Promise<never>((_, reject) => {
    const lose = () => reject(lost());
    if (socket.destroyed) return lose();
    socket.once("close", lose);
    forget = () => socket.off("close", lose);
  });
  return { gone, forget: () => forget() };
}

function lost(cause?: unknown): MongoNetworkError {
  const message = "The connection closed before it was written to.";
  return new MongoNetworkError(message, cause instanceof Error ? { cause } : {});
}

import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { join } from "node:path";
import { runCommand } from "./commands";
import { Cursors } from "./cursors";
import { Engine } from "./engine";
import { StoreError } from "./errors";
import { removeExpired } from "./expiry";
import type { Server } from "./request";
import { Sessions } from "./sessions";
import { upgrade } from "./upgrade";
import { Framer, type Message, readMessage, writeReply } from "./wire";

export interface Listening {
  server: Server;
  /** Stops listening, finishes what is under way, and closes the file. */
  close(): Promise<void>;
}

export type Address = { socket: string } | { host: string; port: number };

/** Opens the store in a directory and serves it at an address. */
export async function serve(directory: string, address: Address): Promise<Listening & { address: string }> {
  const engine = new Engine(join(directory, "store"));
  await upgrade(engine);
  const cursors = new Cursors();
  const sessions = new Sessions(engine);
  let expiry: NodeJS.Timeout;
  const server: Server = {
    engine,
    cursors,
    sessions,
    address: "socket" in address ? address.socket : `${address.host}:${address.port}`,
    startedAt: Date.now(),
    setTtlInterval(seconds) {
      clearInterval(expiry);
      expiry = setInterval(() => void removeExpired(engine), seconds * 1000);
      expiry.unref();
    },
  };
  server.setTtlInterval(60);
  const sockets = new Set<Socket>();
  let nextConnection = 1;
  const net = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    attend(server, socket, nextConnection++);
  });
  await listen(net, address);
  const bound = net.address();
  if (bound !== null && typeof bound === "object") server.address = `${bound.address}:${bound.port}`;
  return {
    server,
    address: server.address,
    async close() {
      net.close();
      for (const socket of sockets) socket.destroy();
      clearInterval(expiry);
      cursors.close();
      sessions.close();
      await engine.close();
    },
  };
}

function listen(net: NetServer, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    net.once("error", reject);
    if ("socket" in address) {
      rmSync(address.socket, { force: true });
      net.listen(address.socket, () => {
        chmodSync(address.socket, 0o600);
        resolve();
      });
    } else net.listen(address.port, address.host, resolve);
  });
}

/** Serves one connection: commands one after the other, replies in the same order. */
function attend(server: Server, socket: Socket, connectionId: number): void {
  const framer = new Framer();
  const waiting: Message[] = [];
  let isBusy = false;
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    try {
      for (const bytes of framer.push(chunk)) waiting.push(readOrRefuse(bytes));
    } catch {
      // What does not speak the protocol is not answered.
      socket.destroy();
      return;
    }
    if (!isBusy) void work();
  });

  async function work(): Promise<void> {
    isBusy = true;
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      let reply = runCommand(server, connectionId, message.body, message.documents);
      if (reply instanceof Promise) reply = await reply;
      if (socket.destroyed) break;
      if (!message.wantsReply) continue;
      if (!socket.write(writeReply(message, reply))) await drained(socket);
    }
    isBusy = false;
  }
}

/** Resolves when the socket takes more, or never will again. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off("drain", settle).off("close", settle);
      resolve();
    };
    socket.once("drain", settle).once("close", settle);
  });
}

/** A message whose frame is right but whose BSON is not gets an answer; the connection stays. */
function readOrRefuse(bytes: Buffer): Message {
  try {
    return readMessage(bytes);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return {
      requestId: bytes.readInt32LE(4),
      opCode: bytes.readInt32LE(12),
      body: new Map([["invalid", error.message]]),
      documents: [],
      wantsReply: true,
    };
  }
}

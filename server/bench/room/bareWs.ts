import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { channelOf, readDeed, toFact } from "./bareDeeds";

/** For the record: the same fan-out without Socket.IO, on naked WebSockets. */
const rooms = new Map<string, Set<WebSocket>>();

const http = createServer(async (request, response) => {
  const deed = await readDeed(request);
  const channel = channelOf(request);
  const fact = toFact(channel, 1, deed);
  const frame = Buffer.from(JSON.stringify([fact.name, fact]));
  for (const socket of rooms.get(channel) ?? []) socket.send(frame, { binary: false });
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(fact));
});

new WebSocketServer({ server: http, perMessageDeflate: false }).on("connection", (socket) => {
  socket.once("message", (said) => {
    const channel = String(said);
    const room = rooms.get(channel) ?? new Set();
    rooms.set(channel, room.add(socket));
    socket.once("close", () => room.delete(socket));
    socket.send("joined");
  });
});
http.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  console.log(`listening on ${(http.address() as AddressInfo).port}`);
});
process.on("SIGTERM", () => process.exit(0));

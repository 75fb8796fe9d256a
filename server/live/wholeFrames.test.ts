import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LiveClient } from "#server/testing/liveClient";
import { emitTogether, sendWholeFrames } from "./wholeFrames";

let http: HttpServer;
let io: Server;
let origin: string;
beforeAll(async () => {
  http = createServer();
  io = new Server(http, { perMessageDeflate: false, serveClient: false });
  sendWholeFrames(io);
  io.on("connection", (socket) => void socket.join("room"));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => io.close());

const CHANNEL = "room";
// Among them what separates polled packets, and what looks like the beginning of the next.
const told = ["one", 'two \x1e42["three",{}]', "drei 🎈"].map((text, place) => ({
  name: `debriefs:${place}`,
  text,
}));
const heardOnce = told.map((payload) => ({ name: payload.name, payload }));

describe("what is told together", () => {
  test.each([
    ["websocket", ["websocket"]],
    ["polling", ["polling"]],
    ["polling and then websocket", ["polling", "websocket"]],
  ])("is heard over %s as events of their own, in order", async (_name, transports) => {
    const client = await LiveClient.connect(origin, "", { transports });
    for (let turn = 1; turn <= 20; turn++) {
      emitTogether(io, CHANNEL, told);
      io.to(CHANNEL).emit("last", turn);
      await client.hears("last", (payload) => payload === turn);
    }
    const expected = Array.from({ length: 20 }, (_, place) => [
      ...heardOnce,
      { name: "last", payload: place + 1 },
    ]);
    expect(client.heard).toEqual(expected.flat());
    client.close();
  });

  test("is handed to each socket in one piece", async () => {
    const client = await LiveClient.connect(origin, "", { transports: ["websocket"] });
    let pieces = 0;
    for (const { conn } of io.sockets.sockets.values()) conn.on("packetCreate", () => (pieces += 1));
    emitTogether(io, CHANNEL, told);
    await client.hears(told[2]?.name as string);
    expect([pieces, client.heard]).toEqual([1, heardOnce]);
    client.close();
  });

  test("may be one thing or nothing", async () => {
    const client = await LiveClient.connect(origin, "", { transports: ["websocket"] });
    emitTogether(io, CHANNEL, []);
    emitTogether(io, CHANNEL, told.slice(0, 1));
    io.to(CHANNEL).emit("last", 1);
    await client.hears("last");
    expect(client.facts).toEqual([...heardOnce.slice(0, 1), { name: "last", payload: 1 }]);
    client.close();
  });
});

import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Server } from "socket.io";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
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

const lines = () => [...io.sockets.sockets.values()].map(({ conn }) => conn);
const wireOf = ({ transport }: ReturnType<typeof lines>[number]) =>
  (transport as unknown as { socket: { _socket: Socket } }).socket._socket;

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

  test("is written to each socket in one piece, and goes by no book of Engine.IO's", async () => {
    const client = await LiveClient.connect(origin, "", { transports: ["websocket"] });
    let booked = 0;
    const writings = lines().map((conn) => {
      conn.on("packetCreate", () => (booked += 1));
      return vi.spyOn(wireOf(conn), "write");
    });
    emitTogether(io, CHANNEL, told);
    await client.hears(told[2]?.name as string);
    expect([booked, ...writings.map(({ mock }) => mock.calls.length)]).toEqual([0, 1]);
    expect(client.heard).toEqual(heardOnce);
    client.close();
  });

  test.each([
    ["little", 1],
    ["much", 4_000_000],
  ])("goes behind what waits for the same socket, and be it %s", async (_what, length) => {
    const client = await LiveClient.connect(origin, "", { transports: ["websocket"] });
    const [socket] = [...io.sockets.sockets.values()];
    for (let turn = 0; turn < 3; turn++) {
      socket?.emit("first", "x".repeat(length));
      socket?.emit("own", turn);
      emitTogether(io, CHANNEL, told);
      socket?.emit("last", turn);
      await client.hears("last", (payload) => payload === turn);
    }
    const names = ["first", "own", ...told.map(({ name }) => name), "last"];
    expect(client.heard.map(({ name }) => name)).toEqual([...names, ...names, ...names]);
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

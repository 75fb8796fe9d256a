import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { buildRoom, say } from "#server/testing/buildRoom";
import { LiveClient } from "#server/testing/liveClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import type { PresenceFrame } from "#shared/live/live.contract";
import { publish } from "./publish";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Engine.IO 4 and Socket.IO 5 by hand, for saying what no client library would. */
async function connectByHand(cookie: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const address = `${server.origin.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { headers: { cookie, ...headers } });
  await once(socket, "message");
  socket.send("40");
  await once(socket, "message");
  return socket;
}

/** The server still serves: somebody else comes in, says something, and it is heard. */
async function expectAlive(): Promise<void> {
  const room = await buildRoom(server);
  const socket = await room.mia.listen();
  await socket.join(room.channel);
  await say(room, room.max, "Still here");
  await socket.hears("debriefs:contributed");
}

describe("who may connect", () => {
  test("a stranger and somebody whose address is not confirmed may not, and are told why", async () => {
    await expect(LiveClient.connect(server.origin, "")).rejects.toThrow("signInNeeded");
    await expect(LiveClient.connect(server.origin, "throughline=made.up")).rejects.toThrow("signInNeeded");
    const una = await server.signIn("una");
    await expect(LiveClient.connect(server.origin, una.cookie)).rejects.toThrow("unverified");
    const polling = { transports: ["polling"] };
    await expect(LiveClient.connect(server.origin, "", polling)).rejects.toThrow("signInNeeded");
  });

  test("a page of another site may not, over neither transport", async () => {
    const { cookie } = await server.signIn("max");
    for (const transport of ["websocket", "polling"]) {
      for (const origin of ["https://evil.example", "null", `${server.origin}.evil.example`]) {
        const options = { transports: [transport], extraHeaders: { cookie, origin } };
        await expect(LiveClient.connect(server.origin, cookie, options)).rejects.toThrow(/error/);
      }
      const own = { transports: [transport], extraHeaders: { cookie, origin: server.origin } };
      (await LiveClient.connect(server.origin, cookie, own)).close();
    }
  });

  test("long polling alone carries everything, behind a firewall that knows no websocket", async () => {
    const room = await buildRoom(server);
    const options = { transports: ["polling"], upgrade: false };
    const socket = await LiveClient.connect(server.origin, room.mia.browser.cookie, options);
    await socket.join(room.channel);
    const contributionId = await say(room, room.max, "Heard by polling");
    await socket.hears(
      "debriefs:contributed",
      ({ data }: { data: { contribution: { id: string } } }) => data.contribution.id === contributionId,
    );
    expect(await socket.say("live:clock", {})).toMatchObject({ ok: true });
    socket.close();
  });
});

describe("what no browser of ours would send", () => {
  test("a frame over 100 kB ends the connection, and one below does not", async () => {
    const socket = await server.listen("max");
    const channel = (length: number) => ({ channel: "x".repeat(length) });
    expect(await socket.say("live:leave", channel(90_000))).toMatchObject({ ok: false });
    socket.socket.emit("live:leave", channel(110_000), () => {});
    await socket.cut;
    const { cookie } = await server.signIn("max");
    const polling = await LiveClient.connect(server.origin, cookie, {
      transports: ["polling"],
      upgrade: false,
    });
    polling.socket.emit("live:leave", channel(110_000), () => {});
    await polling.cut;
    await expectAlive();
  });

  test("malformed packets end their own connection and nothing else", async () => {
    const { cookie } = await server.signIn("max");
    const packets = [
      "42[",
      "42{}",
      "42[1,{}]",
      '42["live:join"',
      "451-",
      "45",
      "49",
      "\u0000",
      "42/x,[]",
      "4",
      "9",
    ];
    packets.push(
      '420["__proto__",{}]',
      '420["constructor",null]',
      '42["disconnect"]',
      '421["live:join",null]',
    );
    for (const packet of packets) {
      const socket = await connectByHand(cookie);
      socket.send(packet);
      socket.send(Buffer.from([1, 2, 3]));
      socket.terminate();
    }
    await expectAlive();
  });

  test("input that no contract knows is refused in the acknowledgement", async () => {
    const socket = await server.listen("max");
    const channel = `debriefs:${server.world.rooms.alder}`;
    const inputs = [
      null,
      [],
      "x",
      {},
      { channel },
      { channel, after: "1" },
      { channel, after: null, more: 1 },
      { channel: { $ne: null }, after: null },
      { channel: "debriefs:nothing", after: null },
    ];
    for (const input of inputs) {
      expect(await socket.say("live:join", input)).toMatchObject({ ok: false, error: { code: "invalid" } });
    }
    const unknown = { channel: channel.replace("debriefs", "forums"), after: null };
    expect(await socket.say("live:join", unknown)).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("unknown events are not answered, and a flood is cut while others go on", async () => {
    for (const name of ["debriefs:contributed", "live:clock"]) {
      const socket = await server.listen("max");
      const isCut = socket.cut;
      for (let sent = 0; sent < 200; sent++) socket.socket.emit(name, {}, () => {});
      expect(await isCut).toBe("io server disconnect");
    }
    await expectAlive();
  });

  test("an event of a room that a browser sends is heard by nobody", async () => {
    const room = await buildRoom(server);
    const [max, mia] = [await room.max.listen(), await room.mia.listen()];
    await Promise.all([max.join(room.channel), mia.join(room.channel)]);
    max.socket.emit("debriefs:contributed", { roomId: room.id, seq: 99, data: {} });
    const contributionId = await say(room, room.max, "The only one");
    await mia.hears("debriefs:contributed");
    expect(mia.facts).toMatchObject([{ payload: { data: { contribution: { id: contributionId } } } }]);
  });
});

test("a reader that does not read is cut, comes back, and misses nothing", async () => {
  const room = await buildRoom(server);
  const mia = await room.mia.listen();
  const { view } = await mia.join<{ seq: number }>(room.channel);
  const stalled = await connectByHand(room.max.browser.cookie);
  stalled.send(`420["live:join",${JSON.stringify({ channel: room.channel, after: null })}]`);
  await mia.hears("live:presence", ({ here }: PresenceFrame) => here === 2);
  const cut = once(stalled, "close");
  stalled.pause();

  // Frames that are big and change nothing that anybody sees; two hundred such would be twelve megabytes.
  const padding = { roomId: "", at: 0, name: "debriefs:padding", data: "x".repeat(60_000) };
  let told = 0;
  const isCut = () => {
    const latest = mia.heard.findLast(({ name }) => name === "live:presence");
    return (latest?.payload as PresenceFrame | undefined)?.here === 1;
  };
  while (!isCut() && told < 600) {
    for (let more = 0; more < 10; more++) publish(room.channel, { ...padding, seq: ++told });
    await mia.hears("debriefs:padding", ({ seq }: { seq: number }) => seq === told);
  }
  await mia.until(isCut, "that the reader was cut");
  await say(room, room.mia, "Meanwhile");

  stalled.resume();
  // 1006: ended without a farewell, which would have kept all that was unread in memory until it was read.
  expect((await cut)[0]).toBe(1006);
  const back = await room.max.listen();
  const { facts } = await back.join<unknown, { name: string }>(room.channel, view?.seq ?? 0);
  expect(facts.map(({ name }) => name)).toEqual(["debriefs:contributed"]);
});

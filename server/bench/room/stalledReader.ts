import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { print, remark, round } from "../figures";
import { openHeap } from "./heap";
import { type Load, startLoad } from "./loadProcess";
import type { Seeded } from "./seed";
import { type Server, startBare, startOurs } from "./servers";

/** The longest contributions, three bytes to a character, so that seconds of them are many megabytes. */
const TEXT = "線".repeat(2_000);
const RATE = 300;
const SECONDS = 8;
const SOCKETS = 10;
/** How often the server's memory is looked at, in milliseconds. */
const PERIOD = 500;

/**
 * How many megabytes a server comes to hold because one reader has stopped reading while its room goes on: what it
 * holds more than the same server does when everyone reads, at its worst.
 */
export async function measureStalledReader(folder: string, seeded: Seeded): Promise<void> {
  const sent = (RATE * SECONDS * (TEXT.length * 3 + 400)) / 2 ** 20;
  remark(`one of ${SOCKETS} sockets stops reading while its room is told ${round(sent)} MB`);
  print("room.stalled_reader_mb.bare", await compare((flags) => startBare(null, flags), seeded));
  print("room.stalled_reader_mb", await compare((flags) => startOurs(folder, flags), seeded), "<= 2");
}

async function compare(start: (flags: string[]) => Promise<Server>, seeded: Seeded): Promise<number> {
  const port = await freePort();
  const server = await start([`--inspect=127.0.0.1:${port}`]);
  const load = startLoad();
  try {
    const heap = await openHeap(port);
    const [reading, stalled] = seeded.channels.slice(-3, -1) as [string, string];
    const all = await watchGrowth(load, heap, { server, channel: reading, isStalled: false }, seeded);
    const one = await watchGrowth(load, heap, { server, channel: stalled, isStalled: true }, seeded);
    heap.close();
    return Math.max(...one.map((bytes, place) => bytes - (all[place] ?? bytes))) / 2 ** 20;
  } finally {
    load.stop();
    await server.stop();
  }
}

/** How many bytes a server has gained since the beginning, looked at again and again while a room goes on. */
async function watchGrowth(
  load: Load,
  heap: { bytes(): Promise<number> },
  { server, channel, isStalled }: { server: Server; channel: string; isStalled: boolean },
  { cookies }: Seeded,
): Promise<number[]> {
  await load.gather(channel, { target: server.target, channel, cookies: cookies.slice(0, SOCKETS) });
  if (isStalled) await load.stall(channel);
  const before = await heap.bytes();
  const growth: number[] = [];
  const posting = load.post(channel, { rate: RATE, seconds: SECONDS, text: TEXT, speakers: cookies });
  for (let at = PERIOD; at <= SECONDS * 1_000; at += PERIOD) {
    await sleep(PERIOD);
    growth.push((await heap.bytes()) - before);
  }
  await posting;
  return growth;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import { setTimeout as sleep } from "node:timers/promises";
import { median, print, remark, round } from "../figures";
import { rssBytes } from "../processes";
import { type Load, startLoad } from "./loadProcess";
import type { Seeded } from "./seed";
import { type Server, startBare, startOurs } from "./servers";

const ROUNDS = 5;
/** Who speaks while the crowd is away. */
const SPEAKERS = 20;
/** So many are there before memory is weighed: a server at its first work grows by more than what they take. */
const AT_WORK = 500;
/** So long nothing happens before memory is weighed, in milliseconds: only then V8 gives back what a rush has left. */
const IDLE = 10_000;
/** What happens in the room while all are away. */
const MISSED = 20;

interface Round {
  /** Bytes. */
  rssPerSocket: number;
  /** Milliseconds until the last of the crowd has caught up. */
  storm: number;
  readySeconds: number;
  rssAtStart: number;
}

/** What an idle socket weighs, how soon a whole room is back, and what a start costs; each on a fresh server. */
export async function measureCrowd(folder: string, seeded: Seeded): Promise<void> {
  const rounds: Record<"bare" | "ours", Round[]> = { bare: [], ours: [] };
  for (let turn = 0; turn < ROUNDS; turn++) {
    rounds.bare.push(await measure(await startBare(), seeded));
    rounds.ours.push(await measure(await startOurs(folder), seeded));
  }
  const middle = (name: "bare" | "ours", of: (round: Round) => number) => round(median(rounds[name].map(of)));
  const [bareRss, oursRss] = [middle("bare", rss), middle("ours", rss)];
  remark(`an idle socket: ${bareRss} bytes bare, ${oursRss} ours, signed in and in a room`);
  print("room.rss_per_idle_socket", oursRss / bareRss, "<= 1.5");
  const [bareStorm, oursStorm] = [middle("bare", storm), middle("ours", storm)];
  remark(
    `${seeded.cookies.length} come back at once: ${bareStorm} ms bare, ${oursStorm} ms ours, all caught up`,
  );
  print("room.storm_2000", oursStorm / bareStorm, "<= 3");
  print(
    "start.ready_s",
    middle("ours", ({ readySeconds }) => readySeconds),
    "< 5",
  );
  print(
    "start.rss_mb",
    middle("ours", ({ rssAtStart }) => rssAtStart / 2 ** 20),
  );
}

const rss = ({ rssPerSocket }: Round) => rssPerSocket;
const storm = (round: Round) => round.storm;

async function measure(server: Server, { channels, cookies }: Seeded): Promise<Round> {
  const load = startLoad();
  try {
    const channel = channels.at(-1) as string;
    await sleep(500);
    const rssAtStart = rssBytes(server.pid);
    await load.gather("first", { target: server.target, channel, cookies: cookies.slice(0, SPEAKERS) });
    await load.gather("crowd", {
      target: server.target,
      channel,
      cookies: cookies.slice(SPEAKERS, AT_WORK),
    });
    await sleep(IDLE);
    const before = rssBytes(server.pid);
    const further = cookies.slice(AT_WORK);
    await load.gather("crowd", { target: server.target, channel, cookies: further });
    await sleep(IDLE);
    const rssPerSocket = (rssBytes(server.pid) - before) / further.length;
    return { rssPerSocket, storm: await comeBack(load), readySeconds: server.readySeconds, rssAtStart };
  } finally {
    load.stop();
    await server.stop();
  }
}

/** All are cut off, the others go on for a while, and then all are there again in the same moment. */
async function comeBack(load: Load): Promise<number> {
  const known = await load.caughtUpTo("crowd");
  await load.scatter("crowd");
  await sleep(1_000);
  const { posts } = await load.post("first", { rate: MISSED, seconds: 1, text: "You were away." });
  const milliseconds = await load.storm("crowd");
  const missed = (await load.caughtUpTo("crowd")) - known;
  if (known > 0 && missed !== posts) remark(`somebody has caught up with ${missed} of ${posts}`);
  return milliseconds;
}

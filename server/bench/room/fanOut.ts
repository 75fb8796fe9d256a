import { median, print, remark, round } from "../figures";
import { cpuSeconds } from "../processes";
import type { Servers } from "../room.bench";
import { type Load, startLoad } from "./loadProcess";
import type { PostOutcome } from "./posts";
import type { Seeded } from "./seed";
import type { Server } from "./servers";

const ROUNDS = 5;
/** What people write at a time, in the middle. */
const TEXT = "What I take from this is that we should ask the students before we ask the software. ".repeat(
  2,
);

interface Round extends PostOutcome {
  /** Microseconds of processor time for each frame that arrived. */
  cpu: number;
}

/** What a durable contribution costs in processor time, in a large room and a small one, and how soon it is there. */
export async function measureFanOut(servers: Servers, seeded: Seeded): Promise<void> {
  const large = { sockets: 500, channel: seeded.channels[0] as string, rate: 30, seconds: 2.5 };
  const small = { sockets: 50, channel: seeded.channels[1] as string, rate: 120, seconds: 2.5 };
  const [bare, ours] = await inTurns(servers, large, seeded);
  print(
    "room.cpu_per_delivery.500",
    ratio(ours, bare, ({ cpu }) => cpu),
    "<= 1.3",
  );
  const [smallBare, smallOurs, smallFlushed] = await inTurns(servers, small, seeded);
  print(
    "room.cpu_per_delivery.50",
    ratio(smallOurs, smallBare, ({ cpu }) => cpu),
    "<= 1.6",
  );
  print(
    "room.durable.p50",
    ratio(smallOurs, smallFlushed, ({ p50 }) => p50),
    "<= 1.3",
  );
  print("room.durable.p99", best(smallOurs) / best(smallFlushed), "<= 2");
}

type Plan = { sockets: number; channel: string; rate: number; seconds: number };

/** Lets every server carry the same in turn, and again; answers the rounds of the bare one, ours and the flushing one. */
async function inTurns(servers: Servers, plan: Plan, { cookies }: Seeded): Promise<Round[][]> {
  const load = startLoad();
  const turns = [servers.bare, servers.ours, servers.flushed, servers.ws];
  const rounds: Round[][] = turns.map(() => []);
  for (const [place, { target }] of turns.entries()) {
    const group = { target, channel: plan.channel, cookies: cookies.slice(0, plan.sockets) };
    await load.gather(String(place), group);
    await load.post(String(place), { rate: plan.rate, seconds: 1, text: TEXT });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [place, server] of turns.entries()) {
      rounds[place]?.push(await measure(load, String(place), server, plan));
    }
  }
  load.stop();
  for (const [place, name] of ["bare Socket.IO", "ours", "bare with a flushed write", "bare ws"].entries()) {
    tell(name, plan, rounds[place] as Round[]);
  }
  return rounds;
}

async function measure(load: Load, group: string, server: Server, { rate, seconds }: Plan): Promise<Round> {
  const before = cpuSeconds(server.pid);
  const outcome = await load.post(group, { rate, seconds, text: TEXT });
  const spent = cpuSeconds(server.pid) - before;
  return { ...outcome, cpu: (spent * 1e6) / outcome.deliveries };
}

function tell(name: string, { sockets, rate }: Plan, rounds: Round[]): void {
  const cpu = round(median(rounds.map((each) => each.cpu)));
  const p50 = round(median(rounds.map((each) => each.p50)));
  const heard = rounds.reduce((sum, { deliveries }) => sum + deliveries, 0);
  const meant = rounds.reduce((sum, { posts }) => sum + posts * sockets, 0);
  remark(
    `${name}, ${rate} contributions a second to ${sockets}: ${cpu} us for each of ${heard} deliveries (of ${meant}); ` +
      `p50 ${p50} ms, best p99 ${round(best(rounds))} ms`,
  );
}

function ratio(ours: Round[] = [], bare: Round[] = [], of: (round: Round) => number): number {
  return median(ours.map(of)) / median(bare.map(of));
}

function best(rounds: Round[] = []): number {
  return Math.min(...rounds.map(({ p99 }) => p99));
}

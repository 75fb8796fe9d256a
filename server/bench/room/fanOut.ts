import { median, print, remark, round } from "../figures";
import { cpuSeconds } from "../processes";
import type { Servers } from "../room.bench";
import { type Load, startLoad } from "./loadProcess";
import type { PostOutcome } from "./posts";
import type { Seeded } from "./seed";
import type { Server } from "./servers";

const ROUNDS = 5;
/** How long each turn lasts, and how long each room is warmed before the first. */
const SECONDS = 2;
const WARMING = 1.5;
/** What a server has done before anything is measured: code costs several times as much before it is compiled. */
const WARMTH = { sockets: 5, rate: 250, seconds: 12 };
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
  const { bare, ours, ws, flushed } = servers;
  const [large, small, calm] = seeded.channels as [string, string, string];
  const costs = { bare, ours, ws };
  await Promise.all(Object.values(servers).map((server) => warm(server, seeded)));

  const many = await inTurns(costs, { sockets: 500, channel: large, rate: 30 }, seeded);
  print(
    "room.cpu_per_delivery.500",
    ratio(many.ours, many.bare, ({ cpu }) => cpu),
    "<= 1.3",
  );
  const few = await inTurns(costs, { sockets: 50, channel: small, rate: 120 }, seeded);
  print(
    "room.cpu_per_delivery.50",
    ratio(few.ours, few.bare, ({ cpu }) => cpu),
    "<= 1.6",
  );

  remark("how soon it is there: beside a bare server that makes one flushed write before it tells");
  const soon = await inTurns({ flushed, ours }, { sockets: 50, channel: calm, rate: 40 }, seeded);
  print(
    "room.durable.p50",
    ratio(soon.ours, soon.flushed, ({ p50 }) => p50),
    "<= 1.3",
  );
  print("room.durable.p99", best(soon.ours) / best(soon.flushed), "<= 2");
}

/** Has a server carry some thousands of contributions in a room that is not measured. */
async function warm({ target }: Server, { channels, cookies }: Seeded): Promise<void> {
  const load = startLoad();
  const channel = channels.at(-1) as string;
  await load.gather("warm", { target, channel, cookies: cookies.slice(-WARMTH.sockets) });
  await load.post("warm", { rate: WARMTH.rate, seconds: WARMTH.seconds, text: TEXT, speakers: cookies });
  load.stop();
}

type Plan = { sockets: number; channel: string; rate: number };

/** Lets every server carry the same in turn, and again; answers the rounds of each. */
async function inTurns<Name extends string>(
  servers: Record<Name, Server>,
  plan: Plan,
  { cookies }: Seeded,
): Promise<Record<Name, Round[]>> {
  const load = startLoad();
  const turns = Object.entries(servers) as [Name, Server][];
  for (const [name, { target }] of turns) {
    await load.gather(name, { target, channel: plan.channel, cookies: cookies.slice(0, plan.sockets) });
    await load.post(name, { rate: plan.rate, seconds: WARMING, text: TEXT });
  }
  const rounds = Object.fromEntries(turns.map(([name]) => [name, [] as Round[]])) as Record<Name, Round[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, server] of turns) rounds[name].push(await measure(load, name, server, plan));
  }
  load.stop();
  for (const [name] of turns) tell(name, plan, rounds[name]);
  return rounds;
}

async function measure(load: Load, group: string, server: Server, { rate }: Plan): Promise<Round> {
  const before = cpuSeconds(server.pid);
  const outcome = await load.post(group, { rate, seconds: SECONDS, text: TEXT });
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

function ratio(ours: Round[], bare: Round[], of: (round: Round) => number): number {
  return median(ours.map(of)) / median(bare.map(of));
}

function best(rounds: Round[]): number {
  return Math.min(...rounds.map(({ p99 }) => p99));
}

import { median, print, remark, round } from "../figures";
import { cpuSeconds } from "../processes";
import type { Servers } from "../room.bench";
import { type Load, startLoad } from "./loadProcess";
import type { Seeded } from "./seed";

const ROUNDS = 5;
const SOCKETS = 50;
/** Rooms in which latency is taken at the same time, so that there is enough of it. */
const ROOMS = 4;
/** Somebody begins or stops to write so often a second: each of fifty people ten times. */
const CHANGES = 500;

/** How soon others see that somebody writes, and what it costs that many do. */
export async function measureTyping({ bare, ours }: Servers, { channels, cookies }: Seeded): Promise<void> {
  const load = startLoad();
  const rooms = channels.slice(2, 2 + ROOMS);
  for (const [name, { target }] of Object.entries({ bare, ours })) {
    for (const [place, channel] of rooms.entries()) {
      const some = cookies.slice(place * SOCKETS, (place + 1) * SOCKETS);
      await load.gather(`${name}${place}`, { target, channel, cookies: some });
    }
  }
  await measureLatency(load);
  await measureCost(load, { bare, ours });
  load.stop();
}

async function measureLatency(load: Load): Promise<void> {
  const tick = await load.measureTick("ours0", 2);
  const groups = (name: string) => Array.from({ length: ROOMS }, (_, place) => `${name}${place}`);
  const latencies: Record<"bare" | "ours", number[]> = { bare: [], ours: [] };
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const name of ["bare", "ours"] as const) {
      const plan = { tick, seconds: 3, turn: turn * 1_000 };
      latencies[name].push(...(await load.measureWriting(groups(name), plan)));
    }
  }
  const bare = median(latencies.bare);
  const ours = median(latencies.ours);
  remark(
    `writing is seen after ${round(bare)} ms bare, ${round(ours)} ms ours where no tick of ${round(tick)} ms is under way`,
  );
  print("room.ephemeral.p50", ours / bare, "<= 1.3");
}

async function measureCost(load: Load, servers: Pick<Servers, "bare" | "ours">): Promise<void> {
  const rates: Record<"bare" | "ours", number[]> = { bare: [], ours: [] };
  for (let turn = 0; turn <= ROUNDS; turn++) {
    for (const name of ["bare", "ours"] as const) {
      const before = cpuSeconds(servers[name].pid);
      const taken = await load.type(`${name}0`, CHANGES, 2);
      const rate = taken / (cpuSeconds(servers[name].pid) - before);
      if (turn > 0) rates[name].push(rate);
    }
  }
  const [bare, ours] = [median(rates.bare), median(rates.ours)];
  remark(`changes of who writes for each second of processor: ${round(bare)} bare, ${round(ours)} ours`);
  print("room.coalesced_per_cpu_s", ours / bare, ">= 2.5");
}

import { median, remark } from "../figures";
import { cpuSeconds } from "../processes";
import type { Sample } from "./bareExpress";
import { type Ask, askAll } from "./requests";
import type { Forum, Server } from "./servers";
import type { ShapeName, Shapes } from "./shapes";
import type { Watchers } from "./watchers";

const ROUNDS = 5;
/** Requests of each turn. Bare is asked more, so that what a clock misses weighs as little there. */
const COUNT: Record<ShapeName, number> = {
  ...{ space_page1: 120, space_page90: 120, thread_20: 120, thread_reply_20000: 120, search: 60, post: 60 },
};
const BARE_TIMES = 5;
/**
 * What a server has answered before anything is measured: code costs several times as much before it is compiled, and ours
 * goes on being compiled for about two thousand requests.
 */
const WARMTH = 20;
/** Answers of ours that bare gives again, in turn. */
const SAMPLES = 20;

/** A forum with what is asked of it, and with those who hear what is posted. */
export interface Measured {
  forum: Forum;
  shapes: Shapes;
  watchers: Watchers;
}

/** Milliseconds of processor time for a request, the middle of the rounds: of bare, and of each forum. */
export type Costs = Map<ShapeName, { bare: number; ours: number[]; bytes: number }>;

/** Asks bare and the forums the same in turn, and again. Bare gives the answers of the first forum. */
export async function measureCosts(bare: Server, measured: readonly Measured[]): Promise<Costs> {
  const [first] = measured as [Measured];
  const names = Object.keys(first.shapes) as ShapeName[];
  const costs: Costs = new Map();
  for (const name of names) {
    for (const each of measured) await costOf(each, name, COUNT[name] * WARMTH, 0);
    const bytes = await teach(bare, first, name);
    await costOfBare(bare, first, name, COUNT[name] * BARE_TIMES);
    costs.set(name, { bare: 0, ours: [], bytes });
  }
  remark(`warm; ${ROUNDS} rounds follow`);
  const rounds: Turn[] = [];
  for (let round = 1; round <= ROUNDS; round++) rounds.push(await takeTurns(bare, measured, names, round));
  for (const [name, cost] of costs) {
    cost.bare = median(rounds.map((each) => each.get(name)!.bare));
    cost.ours = measured.map((_, place) => median(rounds.map((each) => each.get(name)!.ours[place]!)));
  }
  return costs;
}

/** What each asked thing cost in one round. */
type Turn = Map<ShapeName, { bare: number; ours: number[] }>;

async function takeTurns(
  bare: Server,
  measured: readonly Measured[],
  names: readonly ShapeName[],
  round: number,
) {
  const costs: Turn = new Map();
  for (const name of names) {
    const ours: number[] = [];
    const ofBare = await costOfBare(bare, measured[0]!, name, COUNT[name] * BARE_TIMES);
    for (const each of measured) ours.push(await costOf(each, name, COUNT[name], round));
    costs.set(name, { bare: ofBare, ours });
  }
  return costs;
}

async function costOf({ forum, shapes, watchers }: Measured, name: ShapeName, count: number, round: number) {
  const asks = asksOf(shapes, name, count, round);
  const before = cpuSeconds(forum.pid);
  await askAll(forum.origin, asks, atOnce(name));
  if (name === "post") await watchers.hear(count);
  return ((cpuSeconds(forum.pid) - before) * 1_000) / count;
}

async function costOfBare({ pid, origin }: Server, { shapes }: Measured, name: ShapeName, count: number) {
  const asks = asksOf(shapes, name, count, 0).map((ask, turn) => ({ ...ask, path: `/${name}/${turn}` }));
  const before = cpuSeconds(pid);
  await askAll(origin, asks, atOnce(name));
  return ((cpuSeconds(pid) - before) * 1_000) / count;
}

/** Hands bare what it is to answer; answers how many bytes that is, in the middle. */
async function teach(bare: Server, { forum, shapes, watchers }: Measured, name: ShapeName): Promise<number> {
  const answers = await askAll(forum.origin, asksOf(shapes, name, SAMPLES, 0), 1);
  if (name === "post") await watchers.hear(SAMPLES);
  const samples = answers.map(({ headers, text }): Sample => {
    const { date: _date, connection: _connection, "keep-alive": _keepAlive, ...kept } = headers;
    return { headers: kept, text };
  });
  const handing: Ask = { method: "PUT", path: `/samples/${name}`, cookie: "", body: samples };
  await askAll(bare.origin, [handing], 1);
  return median(answers.map(({ text }) => Buffer.byteLength(text)));
}

/** Other people and other threads in each round. */
function asksOf(shapes: Shapes, name: ShapeName, count: number, round: number): Ask[] {
  return Array.from({ length: count }, (_, turn) => shapes[name]!(round * COUNT[name] + turn));
}

/** Replies come one by one: those that come together share a transaction, which is a kindness that few threads need. */
function atOnce(name: ShapeName): number {
  return name === "post" ? 1 : 4;
}

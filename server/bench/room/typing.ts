import { setTimeout as sleep } from "node:timers/promises";
import { median, percentile } from "../figures";
import type { Member } from "./member";
import { openLoop } from "./openLoop";

/** Lets the members of a room begin and stop to write, so many changes a second; answers how many were taken. */
export async function type(members: readonly Member[], rate: number, seconds: number): Promise<number> {
  const taken: Promise<boolean>[] = [];
  await openLoop(rate, seconds, (turn) => {
    const member = members[turn % members.length] as Member;
    const isWriting = Math.floor(turn / members.length) % 2 === 0;
    taken.push(member.ask("live:write", { channel: member.channel, isWriting }).then(({ ok }) => ok));
  });
  return (await Promise.all(taken)).filter(Boolean).length;
}

/** The time between two frames of a room that changes without pause, in milliseconds. */
export async function measureTick(members: readonly Member[], seconds: number): Promise<number> {
  const [first] = members as [Member];
  const arrivals: number[] = [];
  first.onEvent = () => arrivals.push(performance.now());
  await type(members, 200, seconds);
  const [start = 0] = arrivals;
  return ((arrivals.at(-1) ?? 0) - start) / (arrivals.length - 1);
}

/**
 * How long it takes until everyone in a room sees that somebody began or stopped to write, in milliseconds, the middle
 * over the room each time. Each change comes when the `tick` after the last frame is over, and not at one moment of it.
 */
export async function measureWriting(
  members: readonly Member[],
  { tick, seconds, turn }: { tick: number; seconds: number; turn: number },
): Promise<number[]> {
  const [writer] = members as [Member];
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1_000;
  for (let change = 0; performance.now() < end; change++) {
    const isWriting = change % 2 === 0;
    const arrivals = listen(members, isWriting ? '"writing":1' : '"writing":0');
    const sent = performance.now();
    void writer.ask("live:write", { channel: writer.channel, isWriting });
    await Promise.race([arrivals.all, sleep(4 * tick + 250)]);
    if (arrivals.times.length > 0) latencies.push(median(arrivals.times) - sent);
    const phase = (1.05 + (((turn + change) * GOLDEN) % 1)) * tick;
    const last = arrivals.times.length > 0 ? percentile(arrivals.times, 50) : performance.now();
    await until(last + phase);
  }
  return latencies;
}

/** Its multiples fall evenly into every interval. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** When each member first sees the mark from now on. */
function listen(members: readonly Member[], mark: string) {
  const times: number[] = [];
  let finish = () => {};
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  for (const member of members) {
    member.onEvent = (frame) => {
      if (!frame.includes(mark)) return;
      times.push(performance.now());
      member.onEvent = () => {};
      if (times.length === members.length) finish();
    };
  }
  return { times, all };
}

/** Sleeps to a moment, more exactly than a timer does. */
async function until(moment: number): Promise<void> {
  const early = moment - performance.now() - 1.5;
  if (early > 0) await sleep(early);
  while (performance.now() < moment) await new Promise(setImmediate);
}

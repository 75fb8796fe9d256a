import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print, remark, round } from "./figures";
import { type Costs, type Measured, measureCosts } from "./forum/costs";
import { seedForum, startBare, startForum } from "./forum/servers";
import { type ShapeName, shapesOf } from "./forum/shapes";
import { Watchers } from "./forum/watchers";

/** How many times the smallest forum the larger one is, unless `--times` says. */
const TIMES = 10;

/**
 * What a forum costs, beside a bare Express server that gives the same bytes in the same minute; and what it costs where
 * there is many times as much of it. Servers and load run in processes of their own and take turns.
 */
export async function run({ times = String(TIMES) }: { times?: string | undefined }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-bench-"));
  const sizes = [...new Set([1, Number(times)])];
  const folderOf = (size: number) => join(folder, String(size));
  const bare = await startBare();
  const measured: Measured[] = [];
  try {
    // Whoever listens in one forum would be taken for gone while another is filled.
    for (const size of sizes) fill(folderOf(size), size);
    for (const size of sizes) measured.push(await prepare(folderOf(size)));
    const costs = await measureCosts(bare, measured);
    tell(costs, Number(times));
  } finally {
    for (const { watchers, forum } of measured) {
      watchers.leave();
      await forum.stop();
    }
    await bare.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(folder: string, size: number): void {
  remark(
    `a forum of ${2_000 * size} threads, ${20_000 * size} replies, ${200 * size} people, and a thread of 20,000`,
  );
  seedForum(folder, size);
}

async function prepare(folder: string): Promise<Measured> {
  const forum = await startForum(folder);
  const { shapes, deepest } = await shapesOf(forum);
  if (deepest < 90) remark(`page 90 stands for page ${deepest}: the last that is full`);
  if (shapes.search === undefined) remark("there is no search yet");
  const watchers = new Watchers(forum);
  await watchers.enter();
  return { forum, shapes, watchers };
}

function tell(costs: Costs, times: number): void {
  for (const [name, { bare, ours, bytes }] of costs) {
    const each = ours.map((cost) => round(cost)).join(`, at ${times} times the size `);
    remark(`${name}, ${bytes} bytes: ${round(bare)} ms of processor bare, ours ${each}`);
  }
  const overBare = (name: ShapeName) => costs.get(name)!.ours[0]! / costs.get(name)!.bare;
  const over = (name: ShapeName, other: ShapeName) => costs.get(name)!.ours[0]! / costs.get(other)!.ours[0]!;
  print("forum.space_page1", overBare("space_page1"), "<= 8");
  print("forum.space_page90", over("space_page90", "space_page1"), "<= 1.1");
  print("forum.thread_20", overBare("thread_20"), "<= 8");
  print("forum.thread_reply_20000", over("thread_reply_20000", "thread_20"), "<= 1.2");
  if (costs.has("search")) print("forum.search", overBare("search"), "<= 25");
  print("forum.post", overBare("post"), "<= 20");
  if (times !== 1) tellGrowth(costs, times);
}

function tellGrowth(costs: Costs, times: number): void {
  const growths = [...costs].map(([name, { ours }]) => ({ name, growth: ours[1]! / ours[0]! }));
  remark(growths.map(({ name, growth }) => `${name} ${round(growth)}`).join(", "));
  print(`forum.growth_${times}x`, Math.max(...growths.map(({ growth }) => growth)), "<= 1.25");
}

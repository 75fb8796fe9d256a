import type { Db } from "mongodb";
import { commandFor, examine, grow, type Item, item, shapes } from "#server/embedded/testing.growth";
import { print, remark } from "./figures";
import { takeTurns } from "./timing";

const small = 10_000;
const large = 1_000_000;
const samples = 20;

/** What every shape of read examines and how long it takes, among ten thousand documents and among a million. */
export async function measureGrowth(database: Db): Promise<void> {
  const loading = performance.now();
  await grow(database.collection<Item>("small"), small);
  await grow(database.collection<Item>("large"), large);
  remark(`${large} documents with their indexes in ${Math.round((performance.now() - loading) / 1000)} s`);
  const excesses: number[] = [];
  const ratios: number[] = [];
  for (const shape of Object.keys(shapes)) {
    for (let i = 0; i < samples; i++)
      for (const [name, size] of [
        ["small", small],
        ["large", large],
      ] as const) {
        const { keys, records, returned } = await examine(database, name, shape, near(size, i));
        excesses.push(Math.max(keys, records) - returned);
      }
    const { bare, ours } = await takeTurns(
      (i) => database.command(commandFor("small", shape, near(small, i))),
      (i) => database.command(commandFor("large", shape, near(large, i))),
      600,
    );
    print(`store.growth_100x.${shape}`, ours / bare);
    ratios.push(ours / bare);
  }
  print("store.growth_100x.worst", Math.max(...ratios), "<= 1.5");
  print("store.growth_100x.examined_beyond_returned", Math.max(...excesses), "<= 4");
}

/** Documents here and there, none so early that it lacks neighbours. */
function near(size: number, i: number): Item {
  const first = 5_000;
  return item(first + ((i * 7_919) % (size - first)));
}

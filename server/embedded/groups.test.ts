import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Engine } from "./engine";
import { temporaryDirectory } from "./testing";

/** A group of writes is stepped through while the one before it is being flushed. */
let directory: string;
let engine: Engine;
const key = Buffer.from("key");

beforeEach(() => {
  directory = temporaryDirectory();
  engine = new Engine(join(directory, "store"));
});
afterEach(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Writes one more than what the step finds there. */
function addOne(): Promise<number> {
  return engine.writeOnce((unit) => {
    const count = (unit.view.get("records", key)?.[0] ?? 0) + 1;
    unit.put("records", key, Buffer.from([count]));
    return count;
  });
}

function inFile(): number | undefined {
  return engine.storage.get("records", key)?.[0];
}

/** Holds the next flush: it has begun when the first promise resolves, and goes on when it is let go. */
function holdFlush(outcome: "comes" | "fails"): { begun: Promise<void>; letGo: () => void } {
  const storage = engine.storage as unknown as { batch(puts: () => void): Promise<void> };
  const batch = storage.batch.bind(storage);
  let letGo = () => {};
  const begun = new Promise<void>((resolve) => {
    storage.batch = async (puts) => {
      storage.batch = batch;
      const held = new Promise<void>((go) => {
        letGo = go;
      });
      resolve();
      await held;
      if (outcome === "fails") throw new Error("the disk is full");
      await batch(puts);
    };
  });
  return { begun, letGo: () => letGo() };
}

/** Waits until a step has put that. */
async function stepped(count: number): Promise<void> {
  while (engine.storage.pending.get("records", key)?.[0] !== count) await new Promise(setImmediate);
}

test("steps build upon what is being flushed, and nothing of it is read or answered before", async () => {
  const flush = holdFlush("comes");
  const answers: number[] = [];
  const first = addOne().then((count) => answers.push(count));
  await flush.begun;
  expect(engine.storage.isFlushing("records", key)).toBe(true);
  const second = addOne().then((count) => answers.push(count));
  await stepped(2);
  expect([answers, inFile(), engine.storage.isFlushing("records", key)]).toEqual([[], undefined, true]);
  flush.letGo();
  await first;
  expect(answers).toEqual([1]);
  await second;
  expect([answers, inFile(), engine.storage.isFlushing("records", key)]).toEqual([[1, 2], 2, false]);
});

test("a flush that fails takes along what was built upon it, and the next write begins from the file", async () => {
  await addOne();
  const flush = holdFlush("fails");
  const first = addOne();
  await flush.begun;
  const second = addOne();
  await stepped(3);
  flush.letGo();
  await expect(first).rejects.toThrow("the disk is full");
  await expect(second).rejects.toThrow("the disk is full");
  expect(inFile()).toBe(1);
  expect(await addOne()).toBe(2);
  expect(inFile()).toBe(2);
});

test("a step that breaks off fails its own group, and not the one that is being flushed", async () => {
  const flush = holdFlush("comes");
  const first = addOne();
  await flush.begun;
  const broken = engine.writeOnce((unit) => {
    unit.put("records", key, Buffer.from([99]));
    throw new TypeError("a mistake in the program");
  });
  const beside = addOne();
  flush.letGo();
  expect(await first).toBe(1);
  await expect(broken).rejects.toThrow("a mistake in the program");
  // Where it was before the mistake or after it, nothing was made of what the mistake has left.
  expect(await beside.catch(addOne)).toBe(2);
  expect(inFile()).toBe(2);
});

test("a key that lmdb would refuse fails its write, and leaves the others of the group alone", async () => {
  const long = engine.writeOnce((unit) => unit.put("records", Buffer.alloc(2_000), key));
  const beside = addOne();
  await expect(long).rejects.toThrow("A key of 2000 bytes");
  expect(await beside).toBe(1);
  expect(inFile()).toBe(1);
});

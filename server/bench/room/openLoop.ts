import { setTimeout as sleep } from "node:timers/promises";

/** How long a load waits for what is still under way, in milliseconds. */
const PATIENCE = 8_000;

/** Does something so often a second without waiting for what it leads to, as people do. */
export async function openLoop(rate: number, seconds: number, act: (turn: number) => void): Promise<void> {
  const began = performance.now();
  for (let turn = 0; turn < rate * seconds; turn++) {
    const early = began + (turn * 1_000) / rate - performance.now();
    if (early > 0) await sleep(early);
    act(turn);
  }
}

/** Waits until something has come true, or long enough that it never will. */
export async function settled(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!isSo() && performance.now() < end) await sleep(5);
}

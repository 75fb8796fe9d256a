import { median } from "./figures";

/** So often a work is done before it is timed: a server that runs has compiled long ago what it does all day. */
const warmUp = 2000;

/** Times two works that take turns, so that whatever else the machine does falls on both. */
export async function takeTurns(
  bare: (i: number) => Promise<unknown>,
  ours: (i: number) => Promise<unknown>,
  rounds = 2000,
) {
  const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
  for (let i = -warmUp; i < rounds; i++) {
    const start = performance.now();
    await bare(Math.abs(i));
    const middle = performance.now();
    await ours(Math.abs(i));
    if (i < 0) continue;
    times.bare.push(middle - start);
    times.ours.push(performance.now() - middle);
  }
  return { bare: median(times.bare), ours: median(times.ours) };
}

/** How often a second a work is done, so many at once. */
export async function perSecond(
  parallel: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<number> {
  let left = count;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

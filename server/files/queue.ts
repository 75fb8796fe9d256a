/** Lets so many of them work at once; what is asked for again while it waits or works is the same. */
export function makeQueue(atOnce: number): (key: string, work: () => Promise<void>) => Promise<void> {
  const known = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let working = 0;

  const takeTurn = async (work: () => Promise<void>) => {
    if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else working += 1;
    try {
      await work();
    } finally {
      // Whoever waits longest takes the place over; without one it is free.
      const next = waiting.shift();
      if (next) next();
      else working -= 1;
    }
  };
  return (key, work) => {
    const under = known.get(key);
    if (under !== undefined) return under;
    const begun = takeTurn(work).finally(() => known.delete(key));
    known.set(key, begun);
    return begun;
  };
}

import type { Id } from "#shared/ids";

/** The last work that was asked for on each thing. */
const last = new Map<Id, Promise<unknown>>();

/**
 * Does work on things one after another, in the order in which it was asked for. Transactions on the same document would
 * cross each other again and again; on one server they wait instead. On several they still meet in the store, which is
 * what keeps them right.
 */
export async function inTurn<Result>(things: readonly Id[], work: () => Promise<Result>): Promise<Result> {
  // Everybody waits for things in the same order, so that no two wait for each other.
  const ordered = [...new Set(things)].sort();
  return await ordered.reduceRight((inner, thing) => () => afterOthers(thing, inner), work)();
}

async function afterOthers<Result>(thing: Id, work: () => Promise<Result>): Promise<Result> {
  const before = last.get(thing);
  const mine = (async () => {
    // How it went is told to whoever asked for it.
    await before?.catch(() => {});
    return await work();
  })();
  last.set(thing, mine);
  try {
    return await mine;
  } finally {
    if (last.get(thing) === mine) last.delete(thing);
  }
}

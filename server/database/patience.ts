/** How long an answer of the store is waited for, in milliseconds. */
const PATIENCE = 20_000;

/** The store has not answered. Whether it did what it was asked nobody knows; deeds may be sent again. */
export class StoreSilence extends Error {
  override name = "StoreSilence";
}

/**
 * Waits for what the store does, but not for ever. For what others wait behind: a queue, a reading that many share, a
 * door with somebody before it. One operation that never ends must not hold them all up.
 */
export async function inTime<Result>(operation: Promise<Result>, patience = PATIENCE): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreSilence("The store has not answered.")), patience);
  });
  try {
    return await Promise.race([operation, silence]);
  } finally {
    clearTimeout(timer);
  }
}

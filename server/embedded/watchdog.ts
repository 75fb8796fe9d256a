/** How long a commit may take, in milliseconds. None takes so long, however slow the disk. */
export const longest = { commit: 60_000 };

/**
 * Waits for a commit, and ends the process if it never comes, or if lmdb says that it cannot go on: so it is when its
 * own page could not be written. Whoever is waiting then sees a closed connection and asks again, the launcher starts
 * another process, and that finds in the file all that was ever acknowledged.
 */
export async function inTime<T>(commit: Promise<T>): Promise<T> {
  let looks = 0;
  // Looked at twice, for a process that was stopped for an hour has not waited for one.
  const timer = setInterval(() => ++looks === 2 && end("a commit does not end"), longest.commit / 2);
  try {
    return await commit;
  } catch (error) {
    if (/MDB_PANIC/.test(String(error))) end(String(error));
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** At once, for an orderly end would wait for that same commit. */
function end(reason: string): void {
  process.stderr.write(`embedded store: ${reason}; the process ends, to be started again\n`);
  process.kill(process.pid, "SIGKILL");
}

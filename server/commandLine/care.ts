import { readConfig } from "#server/config";
import { connectDatabase, disconnectDatabase } from "#server/database/connect";
import { verifyLedgers, type Walked } from "#server/database/ledger";
import { reachStore } from "./reachStore";

/** `npm run care -- verify`: walks every log, and tells where one was changed or something is missing in it. */
async function main(words: string[]): Promise<void> {
  const isDemo = words[0] === "--demo";
  const [deed, ...more] = isDemo ? words.slice(1) : words;
  if (deed !== "verify" || more.length > 0) throw new Error("Say `npm run care -- verify`.");
  const store = await reachStore(readConfig(process.env, isDemo ? ["--demo"] : []));
  try {
    await connectDatabase(store.uri);
    tell(await verifyLedgers());
  } finally {
    await disconnectDatabase();
    await store.leave();
  }
}

/** The hash at a log's end answers for all of it: whoever keeps it elsewhere can compare it with the next time's. */
function tell(walked: readonly Walked[]): void {
  for (const { ledger, entries, hash, flaw } of walked) {
    console.log(
      flaw === null
        ? `${ledger}: ${entries} entries, whole, ends with ${hash}`
        : `${ledger}: entry ${flaw.seq} ${flaw.what === "missing" ? "is missing" : "was changed"}`,
    );
  }
  const flawed = walked.filter(({ flaw }) => flaw !== null).length;
  console.log(
    flawed === 0 ? `${walked.length} logs, all whole.` : `${flawed} of ${walked.length} logs are not whole.`,
  );
  if (flawed > 0) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

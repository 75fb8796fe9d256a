import { readConfig } from "#server/config";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { moveForums } from "./moveForums";
import { reachStore } from "./reachStore";

/** `npm run forums -- …`: takes a space along or brings a community in, while the server runs or while it does not. */
async function main(words: string[]): Promise<void> {
  const isDemo = words[0] === "--demo";
  const store = await reachStore(readConfig(process.env, isDemo ? ["--demo"] : []));
  try {
    await connectDatabase(store.uri);
    await ensureIndexes();
    await moveForums(isDemo ? words.slice(1) : words, (sentence) => console.log(sentence));
  } finally {
    await disconnectDatabase();
    await store.leave();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

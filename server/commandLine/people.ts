import { readConfig } from "#server/config";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { nameRoles } from "./nameRoles";
import { reachStore } from "./reachStore";

/** `npm run people -- …`: gives, takes and lists roles, while the server runs or while it does not. */
async function main(words: string[]): Promise<void> {
  const isDemo = words[0] === "--demo";
  const config = readConfig(process.env, isDemo ? ["--demo"] : []);
  const store = await reachStore(config);
  try {
    await connectDatabase(store.uri);
    await ensureIndexes();
    for (const sentence of await nameRoles(isDemo ? words.slice(1) : words)) console.log(sentence);
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

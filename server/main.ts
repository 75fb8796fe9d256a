import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { createApp } from "#server/app";
import { loadCampuses } from "#server/campuses/campuses.load";
import { type Config, readConfig } from "#server/config";
import { loadConvenings } from "#server/convenings/convenings.load";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { type EmbeddedStore, launchStore } from "#server/embedded/launcher";
import { loadForums } from "#server/forums/forums.load";
import { loadPeople } from "#server/people/people.load";
import { loadPrograms } from "#server/programs/programs.load";
import { seedDemonstration } from "#server/testing/seed";
import { seedDebriefs } from "#server/testing/seedDebriefs";
import { seedForums } from "#server/testing/seedForums";
import { seedGroups } from "#server/testing/seedGroups";

const config = readOrExplain();
const log = pino({ level: config.logLevel });

let store: EmbeddedStore | null = null;
try {
  store = await startStore();
  await connectDatabase(config.mongodbUri ?? (store as EmbeddedStore).uri);
  await ensureIndexes();
  await loadPeople();
  await loadCampuses();
  await loadPrograms();
  await loadConvenings();
  const demonstration = config.isDemo ? await seedDemonstration() : null;
  await loadForums();
  if (demonstration !== null) {
    await seedDebriefs(demonstration);
    await seedForums(demonstration);
    await seedGroups(demonstration);
  }
  await serve();
} catch (error) {
  explain(error);
  await store?.stop();
  process.exit(1);
}

/** Starts the embedded store where no MongoDB is named; the driver does not know which of the two it talks to. */
async function startStore(): Promise<EmbeddedStore | null> {
  if (config.mongodbUri !== null) return null;
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  return await launchStore({ dataDirectory: config.dataDirectory });
}

async function serve(): Promise<void> {
  const pages = fileURLToPath(new URL("../client/", import.meta.url));
  const app = await createApp({ config, log, pages });
  await new Promise<void>((resolve, reject) => {
    app.http.once("error", reject);
    app.http.listen(config.port, config.host, resolve);
  });
  await app.startJobs();
  welcome((app.http.address() as AddressInfo).port);

  const stop = once(async () => {
    await app.close();
    await disconnectDatabase();
    await store?.stop();
    process.exit(0);
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function welcome(port: number): void {
  const address = config.port === port ? config.publicUrl : `http://localhost:${port}`;
  const how = config.isDemo
    ? "Choose who to be on the first page; open a private window to be somebody else as well."
    : config.smtpUrl === null
      ? `Sign up with a campus address; the message that confirms it waits at ${address}/outbox`
      : "Sign up with a campus address; the message that confirms it goes to that mailbox.";
  console.log(`\n  Throughline is at ${address}\n  ${how}\n`);
}

function readOrExplain(): Config {
  try {
    return readConfig(process.env, process.argv.slice(2));
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

/** A sentence for the person at the terminal; the stack only where one asked for it. */
function explain(error: unknown): void {
  console.error(error instanceof Error ? `\n  Throughline did not start: ${error.message}\n` : error);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
}

function once(work: () => Promise<void>): () => void {
  let isBegun = false;
  return () => {
    if (isBegun) return;
    isBegun = true;
    void work();
  };
}

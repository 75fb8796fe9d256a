import { cpSync, mkdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Logger, pino } from "pino";
import { type Auth, makeAuth } from "#server/accounts/auth";
import { type App, createApp } from "#server/app";
import { type Config, readConfig } from "#server/config";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { launchStore } from "#server/embedded/launcher";
import { type Id, newId } from "#shared/ids";
import { seedCast } from "./cast";
import { HttpClient } from "./httpClient";
import { LiveClient } from "./liveClient";
import { programOf } from "./programs";
import { buildWorld, type PersonKey, type World } from "./world";

/** What every server of one test signs its sessions with, so that a session outlives a restart. */
export const TEST_SECRET = "a secret that only tests know, of length";

/** The real app on a real store of its own, with the world loaded. */
export interface TestServer {
  app: App;
  config: Config;
  origin: string;
  world: World;
  /** Where the store is, for another process that shares it. */
  storeUri: string;
  /** The process that serves the store at the moment. */
  storePid(): number | undefined;
  /** A browser in which that person is signed in, with a session of its own. */
  signIn(person: PersonKey | Id): Promise<HttpClient>;
  /** A browser in which nobody is signed in. */
  visit(): HttpClient;
  /** A socket of that person's. */
  listen(person: PersonKey | Id): Promise<LiveClient>;
  /** Stops everything and leaves nothing behind. */
  close(): Promise<void>;
}

export interface StartOptions {
  log?: Logger;
  isDemo?: boolean;
  pages?: string | null;
  /** Lets mongoose's connection tell of every command that it sends. */
  isWatched?: boolean;
  /** Does what comes due by itself, by the clock as the test has set it. */
  hasJobs?: boolean;
}

/** Starts the app on a fresh store in a folder of its own, at any free port. */
export async function startServer({
  log,
  isDemo = false,
  pages = null,
  isWatched = false,
  hasJobs = false,
}: StartOptions = {}): Promise<TestServer> {
  template ??= makeTemplate();
  const dataDirectory = makeFolder();
  cpSync(await template, dataDirectory, { recursive: true });
  const store = await launchStore({ dataDirectory, entry: programOf("store") });
  await connectDatabase(isWatched ? `${store.uri}&monitorCommands=true` : store.uri);
  const world = await buildWorld();
  if (isDemo) await seedCast();
  const config = testConfig(dataDirectory, isDemo);
  const app = await createApp({ config, log: log ?? pino({ level: "silent" }), pages, lookEvery: 50 });
  await new Promise<void>((resolve) => app.http.listen(0, "127.0.0.1", resolve));
  if (hasJobs) await app.startJobs();
  const origin = `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`;

  const browsers: HttpClient[] = [];
  const sockets: LiveClient[] = [];
  const visit = () => {
    const browser = new HttpClient(origin);
    browsers.push(browser);
    return browser;
  };
  const signIn = async (person: PersonKey | Id) => {
    const browser = visit();
    browser.cookie = await makeSession(config, toId(world, person));
    return browser;
  };
  return {
    app,
    config,
    origin,
    world,
    storeUri: store.uri,
    storePid: () => store.pid,
    visit,
    signIn,
    async listen(person) {
      const socket = await LiveClient.connect(origin, (await signIn(person)).cookie);
      sockets.push(socket);
      return socket;
    },
    async close() {
      for (const socket of sockets) socket.close();
      for (const browser of browsers) browser.close();
      await app.close();
      await disconnectDatabase();
      await store.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/**
 * What every store begins with: its indexes, made once for all tests of a worker. The world is each server's own, since
 * servers of one process remember what they know by its id.
 */
let template: Promise<string> | null = null;

async function makeTemplate(): Promise<string> {
  const dataDirectory = join(dirname(programOf("store")), `world-${process.env.VITEST_POOL_ID}`);
  rmSync(dataDirectory, { recursive: true, force: true });
  const store = await launchStore({ dataDirectory, entry: programOf("store") });
  await connectDatabase(store.uri);
  await ensureIndexes();
  await disconnectDatabase();
  await store.stop();
  return dataDirectory;
}

/** Starts a session as a sign-in would, without the cost of a password, and answers its cookie. */
export async function makeSession(config: Config, personId: Id): Promise<string> {
  const auth = auths.get(config) ?? makeAuth(config);
  auths.set(config, auth);
  const { headers } = await auth.api.startSession({ body: { personId }, returnHeaders: true });
  return headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
}

const auths = new WeakMap<Config, Auth>();

/** A folder of one's own; in lower case, so that the store can have its socket in it. */
export function makeFolder(): string {
  const folder = join(tmpdir(), `throughline-${newId()}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** A configuration for that folder, read as a real one is. */
export function testConfig(dataDirectory: string, isDemo = false): Config {
  return readConfig(
    { PORT: "0", DATA_DIR: dataDirectory, AUTH_SECRET: TEST_SECRET, LOG_LEVEL: "silent" },
    isDemo ? ["--demo"] : [],
  );
}

function toId(world: World, person: PersonKey | Id): Id {
  return Object.hasOwn(world.people, person) ? world.people[person as PersonKey].personId : person;
}

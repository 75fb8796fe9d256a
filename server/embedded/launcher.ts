import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** How a store process ended without being asked to, and whether another has been started in its place. */
export interface StoreExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  willRestart: boolean;
}

/** A running embedded store. */
export interface EmbeddedStore {
  /** What mongoose or the driver connects to. It stays the same when the process is restarted. */
  readonly uri: string;
  /** The process that serves it at the moment. */
  readonly pid: number | undefined;
  /** Stops it in good order: what is under way is finished and flushed. */
  stop(): Promise<void>;
  /** Calls back whenever the process ends without having been asked to. */
  onExit(listener: (exit: StoreExit) => void): void;
}

/** Paths of unix sockets are limited to 104 bytes (macOS) or 108 (Linux), the final zero included. */
const longestSocketPath = 100;
/** A store that dies as soon as it lives, so many times in a row, is not started again. */
const mostShortLives = 5;
const shortLife = 500;
const patience = 10_000;

type Word = { ready: string } | { refused: string };

/**
 * Starts the store on a directory as a process of its own and waits until it answers. It is restarted if it
 * crashes and ends with this process, however that ends. Refuses if another store has the directory.
 */
export async function launchStore(options: {
  dataDirectory: string;
  entry?: string;
}): Promise<EmbeddedStore> {
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const directory = realpathSync(options.dataDirectory);
  const command = commandFor(options.entry ?? entryBesideThis());
  const listeners: ((exit: StoreExit) => void)[] = [];
  let place =
    process.platform === "win32" ? ["--listen", "127.0.0.1:0"] : ["--socket", socketPath(directory)];
  let isStopping = false;
  let shortLives = 0;
  let { child, address } = await startChild([...command, "--data", directory, ...place]);
  if (process.platform === "win32") place = ["--listen", address];
  watch();

  function watch(): void {
    const startedAt = Date.now();
    const watched = child;
    watched.once("exit", (code, signal) => {
      if (isStopping) return;
      shortLives = Date.now() - startedAt < shortLife ? shortLives + 1 : 0;
      const willRestart = shortLives < mostShortLives;
      for (const listener of listeners) listener({ code, signal, willRestart });
      if (willRestart) void restart();
    });
  }

  async function restart(): Promise<void> {
    while (!isStopping) {
      try {
        ({ child, address } = await startChild([...command, "--data", directory, ...place]));
        if (isStopping) await stopChild(child);
        else watch();
        return;
      } catch (error) {
        process.stderr.write(`embedded store: ${error instanceof Error ? error.message : String(error)}\n`);
        if (++shortLives < mostShortLives) continue;
        for (const listener of listeners) listener({ code: 1, signal: null, willRestart: false });
        return;
      }
    }
  }

  return {
    uri: `mongodb://${encodeURIComponent(address)}/?replicaSet=rs0`,
    get pid() {
      return child.pid;
    },
    async stop() {
      isStopping = true;
      await stopChild(child);
      if (place[1]!.endsWith(".sock") && dirname(place[1]!) !== directory)
        rmSync(dirname(place[1]!), { recursive: true, force: true });
    },
    onExit(listener) {
      listeners.push(listener);
    },
  };
}

/** Starts the process and waits for its first word. */
function startChild(words: string[]): Promise<{ child: ChildProcess; address: string }> {
  const { NODE_OPTIONS: _dropped, ...env } = process.env;
  const child = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit", "ipc"], env });
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) =>
      reject(new Error(`The embedded store ended at its start (code ${code}).`));
    child.once("error", reject);
    child.once("exit", onExit);
    child.once("message", (word: Word) => {
      child.off("exit", onExit);
      if ("refused" in word) return reject(new Error(word.refused));
      // The store must not keep a process alive that has nothing else to do.
      child.unref();
      child.channel?.unref();
      resolve({ child, address: word.ready });
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (child.connected) child.send("stop");
  else child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  await ended;
  clearTimeout(timer);
}

/** Node's arguments for an entry: TypeScript runs through tsx, from wherever it is installed. */
function commandFor(entry: string): string[] {
  if (!entry.endsWith(".ts")) return [entry];
  const loader = createRequire(import.meta.url).resolve("tsx");
  return ["--import", pathToFileURL(loader).href, entry];
}

function entryBesideThis(): string {
  const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  if (import.meta.url.endsWith(".ts")) return beside("./main.ts");
  return beside("./store.js");
}

/**
 * A socket in the data directory. Where that path is too long, or has capitals (the driver lowers the names of
 * a replica set's members), one in a private directory with a short name.
 */
function socketPath(directory: string): string {
  const path = join(directory, "store.sock");
  if (isUsable(path)) return path;
  const user = process.getuid?.() ?? 0;
  const name = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const short = join(realpathSync(tmpdir()), `store-${user}-${name}`);
  const fallback = isUsable(`${short}/s.sock`) ? short : join("/tmp", `store-${user}-${name}`);
  if (!existsSync(fallback)) mkdirSync(fallback, { mode: 0o700 });
  const stats = lstatSync(fallback);
  if (!stats.isDirectory() || stats.uid !== user || (stats.mode & 0o077) !== 0)
    throw new Error(`The directory ${fallback} for the store's socket belongs to somebody else.`);
  return join(fallback, "s.sock");
}

function isUsable(path: string): boolean {
  return Buffer.byteLength(path) <= longestSocketPath && path === path.toLowerCase();
}

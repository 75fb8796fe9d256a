import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Collection, MongoClient } from "mongodb";
import { afterEach, expect, test } from "vitest";
import { type EmbeddedStore, launchStore } from "./launcher";
import { openTestStore, type TestStore } from "./testing";

/** Five rounds here, fifty in the long run. */
const rounds = Number(process.env.STORE_CRASH_ROUNDS ?? 5);
/** A parent's death takes a start of two processes besides: one here, ten in the long run. */
const parentRounds = Math.ceil(rounds / 5);
const writers = 16;

interface Entry {
  _id: string;
  version: number;
  writer: number;
  tags: string[];
  body: string;
}

/** Words that are their own stems. */
const words = ["alder", "birch", "cedar", "oak", "elm"];
const bodyOf = (version: number) => `${words[version % 5]} ${words[(version * 3 + 1) % 5]} at ${version}`;

/** What one writer knows of one document: what was acknowledged last, and what it was doing when cut off. */
interface Known {
  acknowledged: number | null;
  attempted: number | null;
}

let opened: TestStore;
afterEach(() => opened.close());

/** Writers that keep a ledger of everything they have been told. */
class Workload {
  readonly known = new Map<string, Known>();
  readonly pairs = new Map<string, "acknowledged" | "attempted">();
  acknowledged = 0;
  private isStopped = false;
  private readonly running: Promise<void>[] = [];
  private readonly entries: Collection<Entry>;
  private readonly halves: Collection;

  constructor(
    private readonly client: MongoClient,
    private readonly round: number,
  ) {
    const options = { writeConcern: { w: "majority", journal: true } } as const;
    this.entries = client.db("crash").collection<Entry>("entries", options);
    this.halves = client.db("crash").collection("halves", options);
  }

  start(): void {
    for (let writer = 0; writer < writers; writer++) this.running.push(this.write(writer));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.running);
  }

  private async write(writer: number): Promise<void> {
    for (let step = 0; !this.isStopped; step++) {
      try {
        if (step % 4 === 3) await this.insertPair(`${this.round}-${writer}-${step}`);
        else await this.change(writer, step);
        this.acknowledged++;
      } catch {
        // Cut off: the ledger says "attempted", and the next step goes on as soon as there is a store again.
        if (!this.isStopped) await new Promise(setImmediate);
      }
    }
  }

  private async change(writer: number, step: number): Promise<void> {
    const _id = `${this.round}-${writer}-${step % 12}`;
    const known = this.known.get(_id) ?? { acknowledged: null, attempted: null };
    if (known.attempted !== known.acknowledged) return;
    this.known.set(_id, known);
    const version = step + 1;
    if (known.acknowledged === null) {
      known.attempted = version;
      await this.entries.insertOne({
        _id,
        version,
        writer,
        tags: [`t${version % 3}`, `w${writer}`],
        body: bodyOf(version),
      });
    } else if (step % 5 === 0) {
      known.attempted = null;
      await this.entries.deleteOne({ _id });
    } else {
      known.attempted = version;
      await this.entries.updateOne(
        { _id },
        { $set: { version, tags: [`t${version % 3}`], body: bodyOf(version) } },
      );
    }
    known.acknowledged = known.attempted;
  }

  private async insertPair(token: string): Promise<void> {
    this.pairs.set(token, "attempted");
    await this.client.withSession((session) =>
      session.withTransaction(
        async () => {
          await this.halves.insertOne({ token, side: "left" }, { session });
          await this.halves.insertOne({ token, side: "right" }, { session });
        },
        { timeoutMS: 5000 },
      ),
    );
    this.pairs.set(token, "acknowledged");
  }

  /** Nothing acknowledged is lost, nothing is there that nobody wrote, and no transaction is torn. */
  async verify(): Promise<void> {
    const found = new Map<string, number>();
    for await (const entry of this.entries.find({ _id: { $regex: `^${this.round}-` } }))
      found.set(entry._id, entry.version);
    for (const [_id, version] of found)
      expect(this.known.has(_id), `${_id} at ${version} was never written`).toBe(true);
    for (const [_id, { acknowledged, attempted }] of this.known)
      expect([acknowledged, attempted], `${_id} is at ${found.get(_id)}`).toContain(found.get(_id) ?? null);
    const sides = new Map<string, number>();
    for await (const half of this.halves.find({ token: { $regex: `^${this.round}-` } }))
      sides.set(half.token, (sides.get(half.token) ?? 0) + 1);
    for (const [token, state] of this.pairs) {
      const count = sides.get(token) ?? 0;
      expect(state === "acknowledged" ? [2] : [0, 2], `the pair ${token} has ${count}`).toContain(count);
    }
    for (const token of sides.keys()) expect(this.pairs.has(token)).toBe(true);
  }
}

async function prepare(client: MongoClient): Promise<void> {
  const entries = client.db("crash").collection("entries");
  await entries.createIndexes([
    { key: { writer: 1, version: -1 } },
    { key: { tags: 1 } },
    { key: { version: 1 }, partialFilterExpression: { version: { $gt: 3 } } },
    { key: { body: "text" } },
  ]);
  await client.db("crash").collection("halves").createIndex({ token: 1, side: 1 }, { unique: true });
}

/** Every index, read by itself, gives the documents; and the store's own check agrees. */
async function verifyIndexes(client: MongoClient): Promise<void> {
  for (const name of ["entries", "halves"]) {
    const collection = client.db("crash").collection(name);
    const all = (await collection.find().toArray()).map((doc) => String(doc._id)).sort();
    for (const index of await collection.indexes()) {
      if (index.weights) {
        await verifySearch(collection);
        continue;
      }
      const filter = index.partialFilterExpression ?? {};
      const wanted = index.partialFilterExpression
        ? await collection.find(filter).hint({ $natural: 1 }).toArray()
        : undefined;
      const scanned = (await collection.find(filter).hint(index.name!).toArray())
        .map((doc) => String(doc._id))
        .sort();
      expect(scanned, `index ${index.name}`).toEqual(
        wanted ? wanted.map((doc) => String(doc._id)).sort() : all,
      );
    }
    expect(await client.db("crash").command({ validate: name })).toMatchObject({ valid: true, errors: [] });
  }
}

/** Every word finds the documents that have it, and no others. */
async function verifySearch(collection: Collection): Promise<void> {
  for (const word of words) {
    const found = await collection.distinct("_id", { $text: { $search: word } });
    const wanted = await collection.distinct("_id", { body: { $regex: `\\b${word}\\b` } });
    expect(found, word).toEqual(wanted);
  }
}

async function afterAcknowledgements(workload: Workload, count: number): Promise<void> {
  while (workload.acknowledged < count) await new Promise(setImmediate);
}

test(
  `${rounds} times kill -9 under ${writers} writers: nothing acknowledged is lost, nothing is torn`,
  async () => {
    opened = await openTestStore();
    await prepare(opened.client);
    for (let round = 0; round < rounds; round++) {
      const workload = new Workload(opened.client, round);
      workload.start();
      await afterAcknowledgements(workload, 100 + Math.floor(Math.random() * 300));
      const exited = new Promise((resolve) => opened.store.onExit(resolve));
      process.kill(opened.store.pid!, "SIGKILL");
      await exited;
      // The writers go on against the store that comes back.
      await afterAcknowledgements(workload, workload.acknowledged + 50);
      await workload.stop();
      await workload.verify();
      await verifyIndexes(opened.client);
    }
  },
  60_000 + rounds * 40_000,
);

test("an index whose building is cut off is not there, and can be built again", async () => {
  opened = await openTestStore();
  const { client } = opened;
  const posts = client.db("crash").collection("posts");
  const body = (i: number) =>
    Array.from({ length: 40 }, (_, word) => `w${(i * 41 + word) % 3_000}`).join(" ");
  await posts.insertMany(Array.from({ length: 3_000 }, (_, i) => ({ body: body(i) })));
  const commits = async () => (await client.db().command({ serverStatus: 1 })).metrics.commits as number;
  const before = await commits();
  const cut = expect(posts.createIndex({ body: "text" })).rejects.toThrow();
  while ((await commits()) < before + 2);
  const exited = new Promise((resolve) => opened.store.onExit(resolve));
  process.kill(opened.store.pid!, "SIGKILL");
  await Promise.all([exited, cut]);
  expect(await posts.indexes()).toHaveLength(1);
  await posts.createIndex({ body: "text" });
  expect(await client.db("crash").command({ validate: "posts" })).toMatchObject({ valid: true, errors: [] });
  const wanted = await posts.countDocuments({ body: /\bw17\b/ });
  expect(await posts.countDocuments({ $text: { $search: "w17" } })).toBe(wanted);
}, 120_000);

test(
  `${parentRounds} times kill -9 of the parent: the store dies with it, and loses nothing by it`,
  async () => {
    opened = await openTestStore();
    for (let round = 0; round < parentRounds; round++)
      await killParent(join(opened.directory, "other"), round);
  },
  60_000 + parentRounds * 40_000,
);

async function killParent(directory: string, round: number): Promise<void> {
  const parent = spawnParent(directory);
  const [line] = (await once(parent.stdout!, "data")) as [Buffer];
  const { uri, pid } = JSON.parse(String(line)) as { uri: string; pid: number };
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 500 }).connect();
  await prepare(client);
  const workload = new Workload(client, round);
  workload.start();
  await afterAcknowledgements(workload, 100);
  parent.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  await workload.stop();
  await client.close();

  const again: EmbeddedStore = await launchStore({ dataDirectory: directory });
  const survivor = await new MongoClient(again.uri).connect();
  const verifier = Object.assign(Object.create(Workload.prototype), workload, {
    entries: survivor.db("crash").collection("entries"),
    halves: survivor.db("crash").collection("halves"),
  }) as Workload;
  await verifier.verify();
  await verifyIndexes(survivor);
  await survivor.close();
  await again.stop();
}

/** A process that launches a store, says where, and waits to be killed. */
function spawnParent(directory: string): ChildProcess {
  const launcher = fileURLToPath(new URL("./launcher.ts", import.meta.url));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const program = `
    const { launchStore } = await import(${JSON.stringify(launcher)});
    const { uri, pid } = await launchStore({ dataDirectory: ${JSON.stringify(directory)} });
    console.log(JSON.stringify({ uri, pid }));
    process.stdin.resume();
  `;
  return spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { launchStore, type StoreExit } from "./launcher";
import { temporaryDirectory } from "./testing";

const beside = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));

/** A store whose commits never end, or fail as lmdb does once its own page could not be written, while a file says so. */
function mutantOf(fault: string, flag: string): string {
  return `import { existsSync } from "node:fs";
    import { Storage } from ${beside("./storage.ts")};
    import { longest } from ${beside("./watchdog.ts")};
    longest.commit = 2_000;
    const commit = Storage.prototype.commit;
    Storage.prototype.commit = function (work) {
      return existsSync(${JSON.stringify(flag)}) ? ${fault} : commit.call(this, work);
    };
    void import(${beside("./main.ts")});`;
}

test.each([
  ["never ends", "new Promise(() => undefined)"],
  ["panics", 'Promise.reject(new Error("MDB_PANIC: Update of meta page failed"))'],
])(
  "a store whose commit %s is started again, and has all that was acknowledged",
  async (_, fault) => {
    const directory = temporaryDirectory();
    const [entry, flag] = [join(directory, "mutant.ts"), join(directory, "broken")];
    // Or the mutant would be a CommonJS module, with a storage of its own.
    writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
    writeFileSync(entry, mutantOf(fault, flag));
    const store = await launchStore({ dataDirectory: join(directory, "data"), entry });
    const client = await new MongoClient(store.uri, { serverSelectionTimeoutMS: 60_000 }).connect();
    const kept = client.db("watch").collection<{ _id: number }>("kept");
    await kept.insertOne({ _id: 1 });

    const exited = new Promise<StoreExit>((resolve) => store.onExit(resolve));
    writeFileSync(flag, "");
    // The driver asks again, of the store that has been started meanwhile.
    const asked = kept.insertOne({ _id: 2 });
    expect(await exited).toMatchObject({ signal: "SIGKILL", willRestart: true });
    rmSync(flag);
    await asked;
    expect(await kept.distinct("_id")).toEqual([1, 2]);

    await client.close();
    await store.stop();
    rmSync(directory, { recursive: true, force: true });
  },
  180_000,
);

import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { type EmbeddedStore, launchStore } from "./launcher";

export interface TestStore {
  store: EmbeddedStore;
  client: MongoClient;
  directory: string;
  close(): Promise<void>;
}

/** A store of its own process in a directory of its own, and a client connected to it. */
export async function openTestStore(): Promise<TestStore> {
  const directory = temporaryDirectory();
  const store = await launchStore({ dataDirectory: directory });
  const client = await new MongoClient(store.uri).connect();
  return {
    store,
    client,
    directory,
    async close() {
      await client.close();
      await store.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** In lower case, so that the socket can be in it. */
export function temporaryDirectory(): string {
  const directory = join(tmpdir(), `embedded-${randomBytes(6).toString("hex")}`);
  mkdirSync(directory, { mode: 0o700 });
  return directory;
}

import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Config } from "#server/config";
import { launchStore } from "#server/embedded/launcher";

/** The store of a deployment, for a short visit. */
export interface ReachedStore {
  uri: string;
  /** Ends what the visit started, and nothing else. */
  leave(): Promise<void>;
}

/**
 * Reaches a deployment's store whether or not its server is running: the MongoDB that is named, the embedded store that
 * the server has started, or one started for the visit.
 */
export async function reachStore({ mongodbUri, dataDirectory }: Config): Promise<ReachedStore> {
  if (mongodbUri !== null) return { uri: mongodbUri, leave: async () => {} };
  const running = await findRunning(dataDirectory);
  if (running !== null) return running;
  try {
    const store = await launchStore({ dataDirectory });
    return { uri: store.uri, leave: () => store.stop() };
  } catch (error) {
    // A server that started meanwhile has the directory now, and its store can be reached.
    const started = await findRunning(dataDirectory);
    if (started === null) throw error;
    return started;
  }
}

/** The store that holds the directory says in its lock where it listens. */
async function findRunning(dataDirectory: string): Promise<ReachedStore | null> {
  const socket = readSocket(join(dataDirectory, "store.lock"));
  if (socket === null || !(await answers(socket))) return null;
  return { uri: `mongodb://${encodeURIComponent(socket)}/?replicaSet=rs0`, leave: async () => {} };
}

function readSocket(lock: string): string | null {
  try {
    return (JSON.parse(readFileSync(lock, "utf8")) as { socket?: string }).socket ?? null;
  } catch {
    // No lock, or half of one: nothing is running that could be reached.
    return null;
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    const finish = (isThere: boolean) => {
      probe.destroy();
      resolve(isThere);
    };
    probe.once("connect", () => finish(true));
    probe.once("error", () => finish(false));
  });
}

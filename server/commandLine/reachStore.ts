import type { Config } from "#server/config";
import { launchStore } from "#server/embedded/launcher";
import { addressOfHolder } from "#server/embedded/lock";

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

/** The store that holds the directory, where one does. */
async function findRunning(dataDirectory: string): Promise<ReachedStore | null> {
  const address = await addressOfHolder(dataDirectory);
  if (address === undefined) return null;
  const host = address.startsWith("/") ? encodeURIComponent(address) : address;
  return { uri: `mongodb://${host}/?replicaSet=rs0`, leave: async () => {} };
}

import { lockDirectory } from "./lock";
import { type Address, serve } from "./server";

/**
 * The store's process. Launched by `launcher.ts` it serves a socket and lives as long as its parent; started
 * by hand (`serve --data DIR --listen HOST:PORT`) it serves an address until it is stopped.
 */
const options = readArguments(process.argv.slice(2));
const isLaunched = process.send !== undefined;
try {
  await start();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (isLaunched) process.send?.({ refused: reason }, () => process.exit(1));
  else {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const address = options.address;
  const release = await lockDirectory(options.data, "socket" in address ? address.socket : undefined);
  let isStopping = false;
  const listening = await serve(options.data, address);
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void listening.close().then(() => {
      release();
      process.exit(0);
    });
  };
  process.on("SIGTERM", stop);
  if (isLaunched) {
    // Ctrl-C reaches the whole group; the parent finishes its work first and then asks us to stop.
    process.on("SIGINT", () => undefined);
    process.on("disconnect", stop);
    process.on("message", (message) => message === "stop" && stop());
    process.send?.({ ready: listening.address });
    // The parent may have died before anybody listened for it.
    if (!process.connected) stop();
  } else {
    process.on("SIGINT", stop);
    process.stdout.write(
      `The store serves ${options.data} at mongodb://${listening.address}/?replicaSet=rs0\n`,
    );
  }
}

function readArguments(words: string[]): { data: string; address: Address } {
  const values = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === "serve") continue;
    const value = words[++i];
    if (!["--data", "--listen", "--socket"].includes(word) || value === undefined) usage();
    values.set(word, value);
  }
  const data = values.get("--data") ?? usage();
  const socket = values.get("--socket");
  if (socket) return { data, address: { socket } };
  const [host, port] = (values.get("--listen") ?? "127.0.0.1:27017").split(":");
  return { data, address: { host: host || "127.0.0.1", port: Number(port) } };
}

function usage(): never {
  process.stderr.write("usage: serve --data DIR --listen HOST:PORT\n");
  process.exit(2);
}

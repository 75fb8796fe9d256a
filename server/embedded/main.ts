import { parseArgs } from "node:util";
import { lockDirectory } from "./lock";
import { backup, check, copy, restore } from "./maintenance";
import { type Address, serve } from "./server";

/**
 * The store's process. Launched by `launcher.ts` it serves a socket and lives as long as its parent; started
 * by hand it serves an address until it is stopped, or looks after a directory.
 */
const isLaunched = process.send !== undefined;
try {
  await run();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (isLaunched) process.send?.({ refused: reason }, () => process.exit(1));
  else {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: "string", default: process.env.DATA_DIR ?? "data" },
      listen: { type: "string", default: "127.0.0.1:27017" },
      socket: { type: "string" },
      to: { type: "string" },
    },
  });
  const [deed = "serve", file] = positionals;
  const { data } = values;
  switch (deed) {
    case "serve":
      return start(data, values.socket ? { socket: values.socket } : hostAndPort(values.listen));
    case "backup":
      return backup(data, file ?? usage());
    case "restore":
      return restore(data, file ?? usage());
    case "check":
      process.exitCode = (await check(data)) ? 0 : 1;
      return;
    case "copy":
      return copy(data, values.to ?? usage());
    default:
      usage();
  }
}

async function start(data: string, address: Address): Promise<void> {
  // The data, the lock and the socket are the owner's alone, from their first moment on.
  process.umask(0o077);
  const name = "socket" in address ? address.socket : `${address.host}:${address.port}`;
  const release = await lockDirectory(data, name.endsWith(":0") ? undefined : name);
  let isStopping = false;
  const listening = await serve(data, address);
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
      `The store serves ${data} at mongodb://${encodeURIComponent(listening.address).replace("%3A", ":")}/?replicaSet=rs0\n`,
    );
  }
}

function hostAndPort(listen: string): Address {
  const [host, port] = listen.split(":");
  return { host: host || "127.0.0.1", port: Number(port) };
}

function usage(): never {
  throw new Error(
    [
      "usage: serve [--data DIR] [--listen HOST:PORT]",
      "       backup FILE | restore FILE | check  [--data DIR]",
      "       copy --to mongodb://…  [--data DIR]",
    ].join("\n"),
  );
}

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Deeds } from "./load";

/** The load, as the bench speaks to it: every deed of `load.ts`, done in its own process. */
export type Load = Deeds & { stop(): void };

/** Starts the process that bears the load. */
export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL("load.ts", import.meta.url)));
  const load = { stop: () => void child.kill("SIGKILL") };
  return new Proxy(load as Load, {
    get: (known, name) =>
      known[name as keyof Load] ?? ((...args: unknown[]) => ask(child, String(name), args)),
  });
}

function ask(child: ChildProcess, name: string, args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", ({ value, failure }: { value?: unknown; failure?: string }) => {
      if (failure === undefined) resolve(value);
      else reject(new Error(failure));
    });
    child.send({ name, args });
  });
}

import { fileURLToPath } from "node:url";

/** The path of a program that tests start as a process of its own, bundled when the run began: from source each start would take seconds. */
export function programOf(name: "main" | "store" | "mailWorker"): string {
  return fileURLToPath(new URL(`../../.cache/programs/server/${name}.js`, import.meta.url));
}

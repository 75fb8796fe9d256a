import { ensureBuilt } from "./build.mjs";
import { runNode } from "./child.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";

/** `npm run bench -- room`: measures what is built; see `server/bench`. */
requireNode();
await ensureInstalled({ forDevelopment: true });
await ensureBuilt();
const { code } = await runNode(["--import", "tsx", "server/bench/main.ts", ...process.argv.slice(2)], {
  minutes: 120,
});
process.exitCode = code;

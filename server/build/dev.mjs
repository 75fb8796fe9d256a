import { runNode } from "./child.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";

/** `npm run dev`: the demonstration's server, started anew on every change, and the client with hot replacement. */
requireNode();
await ensureInstalled({ forDevelopment: true });
const PORT = process.env.PORT ?? "3000";
const forever = { minutes: 30_000 };
await Promise.race([
  runNode(["node_modules/tsx/dist/cli.mjs", "watch", "--clear-screen=false", "server/main.ts", "--demo"], {
    ...forever,
    env: { PORT },
  }),
  runNode(["node_modules/vite/bin/vite.js", "--config", "client/vite.config.ts"], {
    ...forever,
    env: { SERVER_URL: `http://127.0.0.1:${PORT}` },
  }),
]);
// One of the two has ended: the other goes with it.
process.kill(process.pid, "SIGTERM");

import { ensureBrowser } from "./browser.mjs";
import { ensureBuilt } from "./build.mjs";
import { runNode } from "./child.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";

/** `npm run e2e -- debriefs`: the browser stories whose file names contain the words given, or all. */
requireNode();
await ensureInstalled({ forDevelopment: true });
await ensureBuilt();
const { path, problem } = await ensureBrowser();
if (path === undefined) {
  console.error(problem);
  process.exit(1);
}
const args = ["node_modules/@playwright/test/cli.js", "test", "--config=e2e/playwright.config.ts"];
const { code } = await runNode([...args, ...process.argv.slice(2)], { env: { CHROMIUM_PATH: path } });
process.exitCode = code;

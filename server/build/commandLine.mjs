import { pathToFileURL } from "node:url";
import { built, ensureBuilt } from "./build.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";

/** `npm run people -- …`, `npm run store -- …`: runs a built program, named first, in this process. */
requireNode();
await ensureInstalled();
await ensureBuilt();
const [program] = process.argv.splice(2, 1);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(built(program)).href);

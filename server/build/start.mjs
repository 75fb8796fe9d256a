import { pathToFileURL } from "node:url";
import { built, ensureBuilt } from "./build.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";

/**
 * `npm start`: from a fresh clone to a running server. The server then runs in this very process, so that signals
 * reach it and its exit code is the command's.
 */
requireNode();
await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(built("main")).href);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, runNode } from "./child.mjs";

/** Ends with a sentence where this Node is older than `engines` of package.json allows. */
export function requireNode() {
  const { engines } = readJson("package.json");
  const needed = engines.node.replace(/^>=/, "");
  if (!isOlder(process.versions.node, needed)) return;
  console.error(`Throughline needs Node ${needed} or newer, and this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Installs what package-lock.json names where node_modules holds something else. Packages' own install scripts never
 * run: native parts come ready-made in packages. With `forDevelopment`, what only tests need must be there as well.
 */
export async function ensureInstalled({ forDevelopment = false } = {}) {
  if (isInstalled(forDevelopment)) return;
  console.log("Installing what is missing; the first time takes about half a minute …");
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith(".js")
    ? await runNode([npm, ...args], { isQuiet: true })
    : await run("npm", args, { isQuiet: true, shell: process.platform === "win32" });
  if (code === 0) return;
  console.error(output);
  console.error(
    "The packages could not be installed. Is the npm registry within reach? What npm said is above.",
  );
  process.exit(1);
}

/** Compares npm's own record of what it has installed with what the lock file wants on this platform. */
function isInstalled(forDevelopment) {
  const wanted = readJson("package-lock.json").packages;
  const present = readJson("node_modules/.package-lock.json")?.packages;
  if (present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const isSpare = !forDevelopment && (entry.dev === true || entry.devOptional === true);
    if (present[path] === undefined) return isSpare || mayLack(entry);
    return present[path].version === entry.version && present[path].integrity === entry.integrity;
  });
}

/** Native parts of other platforms are not installed, nor what only they lean on. */
function mayLack({ optional, os, cpu, libc }) {
  if (optional !== true) return false;
  const isMeantForHere = admits(os, process.platform) && admits(cpu, process.arch);
  // Which C library is here is npm's to find out.
  return !isMeantForHere || libc !== undefined || (os === undefined && cpu === undefined);
}

/** Reads a list such as `["linux"]` or `["!win32"]`; no list admits everything. */
function admits(list, here) {
  if (list === undefined || list.includes("any")) return true;
  return list.some((word) => (word.startsWith("!") ? word.slice(1) !== here : word === here));
}

function isOlder(version, needed) {
  const [mine, theirs] = [version, needed].map((text) => text.split(".").map(Number));
  const at = theirs.findIndex((part, index) => part !== mine[index]);
  return at !== -1 && mine[at] < theirs[at];
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    // Missing or half-written, which is the same to everyone who asks.
    return undefined;
  }
}

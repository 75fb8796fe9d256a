import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./child.mjs";

/** The same browser without a window: Debian's, and half the work of one that draws its own menus. */
const SHELL = "chromium-headless-shell";
const NAMES = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The path of a Chromium: the one that CHROMIUM_PATH names, else the first on the PATH; null where there is none. */
export function findBrowser(env = process.env) {
  if (env.CHROMIUM_PATH) return isProgram(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...ELSEWHERE].find(isProgram) ?? null;
}

/**
 * Answers the path of a Chromium, or a sentence on what to do. Installs Debian's where that is allowed, also beside one with
 * a window, which takes nearly twice as long for the stories.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found === null && process.env.CHROMIUM_PATH)
    return { problem: `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which cannot be run.` };
  if (found !== null && (process.env.CHROMIUM_PATH || found.endsWith(SHELL))) return { path: found };
  if (!(await canInstall()))
    return found === null
      ? { problem: "The browser tests need Chromium. Install it, or name one in CHROMIUM_PATH." }
      : { path: found };
  console.log("Installing Chromium from the distribution's packages …");
  const problem = await installWithApt(SHELL);
  const path = findBrowser();
  return path === null ? { problem: `Chromium could not be installed.\n${problem}` } : { path };
}

/** Sees to it that system calls can be traced, where that is allowed: it proves that the store flushes. */
export async function ensureTracer() {
  const isThere = (await run("strace", ["-V"], { isQuiet: true })).code === 0;
  if (!isThere && (await canInstall())) await installWithApt("strace");
}

async function canInstall() {
  return process.getuid?.() === 0 && (await run("apt-get", ["--version"], { isQuiet: true })).code === 0;
}

/** Answers what apt-get said where it failed. */
async function installWithApt(name) {
  const wait = ["-q", "-o", "DPkg::Lock::Timeout=120"];
  const options = { isQuiet: true, minutes: 10, env: { DEBIAN_FRONTEND: "noninteractive" } };
  const update = await run("apt-get", ["update", ...wait], options);
  const args = ["install", "-y", "--no-install-recommends", ...wait, name];
  const install = await run("apt-get", args, options);
  return install.code === 0 ? "" : `${update.output}\n${install.output}`;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run.
    return false;
  }
}

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser, ensureTracer } from "./browser.mjs";
import { root, runNode } from "./child.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";
import { makeScratch } from "./scratch.mjs";

/**
 * `npm test`: everything that must hold, whatever failed before it, and at the very end one line with the sum. Every
 * test counts once; so do the types, the format and the size; so does a runner that fell over.
 */
const isQuiet = Boolean(process.env.CI);
const reports = join(root, ".cache", "reports");
const sum = { passed: 0, failed: 0 };
/** The whole run ends within half an hour, even where a runner hangs; what is left of it is for telling so. */
const deadline = Date.now() + 29.5 * 60_000;

requireNode();
await ensureInstalled({ forDevelopment: true });
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const scratch = makeScratch();
process.once("exit", scratch.clear);
const browser = await ensureBrowser();
await ensureTracer();
// Neither keeps both cores busy by itself.
const [isBuilt] = await Promise.all([buildWithin(), checkSources()]);
await runTests("unit and integration", readVitest, [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config=server/testing/vitest.config.ts",
  `--reporter=${isQuiet ? "dot" : "default"}`,
  "--reporter=json",
  `--outputFile.json=${join(reports, "vitest.json")}`,
]);
if (browser.path === undefined) fail("browser", browser.problem);
else if (isBuilt) {
  await runTests(
    "browser",
    readPlaywright,
    [
      "node_modules/@playwright/test/cli.js",
      "test",
      "--config=e2e/playwright.config.ts",
      `--reporter=${isQuiet ? "dot" : "list"},json`,
    ],
    { CHROMIUM_PATH: browser.path, PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, "playwright.json") },
  );
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** Builds both sides, and asks how much of it a browser has to fetch. */
async function buildWithin() {
  const isBuilt = await build();
  if (isBuilt) await check("size", ["node_modules/size-limit/bin.js"]);
  return isBuilt;
}

async function checkSources() {
  await check("types", ["node_modules/typescript/bin/tsc"]);
  await check("format", [
    "node_modules/@biomejs/biome/bin/biome",
    "check",
    // What git does not keep, such as the traces of a former run, is nobody's to format.
    "--vcs-enabled=true",
    "--vcs-client-kind=git",
    "--vcs-use-ignore-file=true",
    ".",
  ]);
}

/** Counts a command as one test, and shows what it said where it fails. */
async function check(name, args) {
  const { code, output } = await runNode(args, { isQuiet: true, minutes: atMost(5) });
  if (code === 0) pass(name);
  else fail(name, output);
}

/** Builds both sides; only a failure counts. */
async function build() {
  const { code, output } = await runNode(["server/build/build.mjs"], { isQuiet: true, minutes: atMost(5) });
  if (code !== 0) fail("build", output);
  return code === 0;
}

/** Runs a test runner and adds up its report. One that failed without a failed test counts as a failure itself. */
async function runTests(name, read, args, env = {}) {
  console.log(`\n${name}`);
  const { code, output } = await runNode(args, {
    minutes: atMost(20),
    env: { TMPDIR: scratch.path, ...env },
  });
  const counts = read();
  sum.passed += counts?.passed ?? 0;
  sum.failed += counts?.failed ?? 0;
  if (counts === null) fail(name, `${output}The runner left no report.`);
  else if (counts.passed + counts.failed === 0) fail(name, `${output}The runner ran no test.`);
  else if (code !== 0 && counts.failed === 0) fail(name, `${output}The runner failed beside its tests.`);
}

/** So many minutes, or what is left of the whole run. */
function atMost(minutes) {
  return Math.max(0.5, Math.min(minutes, (deadline - Date.now()) / 60_000));
}

function readVitest() {
  const report = readReport("vitest.json");
  if (report === null) return null;
  // A file that could not even be loaded has no tests that could fail.
  const fallen = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + fallen.length };
}

function readPlaywright() {
  const report = readReport("playwright.json");
  if (report === null) return null;
  return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky };
}

function readReport(name) {
  const path = join(reports, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function pass(name) {
  sum.passed += 1;
  console.log(`✓ ${name}`);
}

function fail(name, words) {
  sum.failed += 1;
  console.log(`✗ ${name}\n${words}`);
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root, runNode } from "./child.mjs";

/** What stands behind each program in `dist/server`. */
const PROGRAMS = {
  main: "server/main.ts",
  store: "server/embedded/main.ts",
  people: "server/commandLine/people.ts",
  care: "server/commandLine/care.ts",
  forums: "server/commandLine/forums.ts",
};
/** Packages that load machine code from where they lie. */
const MACHINE_CODE = ["lmdb", "sharp", "@node-rs/argon2"];
/** For the packages that are no modules of the language. */
const REQUIRE =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';
/** A source map of nothing. */
const NO_MAP = Buffer.from('{"version":3,"sources":[""],"mappings":"A"}').toString("base64");
const SOURCES = ["client", "server", "shared", "package.json", "package-lock.json", "tsconfig.json"];
const STAMP = join(root, "dist", "stamp");

/** Builds where a source has changed since the last build; ends with the builder's words where that fails. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  console.log("Building …");
  const { code } = await runNode(["server/build/build.mjs"]);
  if (code !== 0) {
    console.error("The build failed; what is wrong is above.");
    process.exit(1);
  }
}

/** The path of a built program. */
export function built(program) {
  return join(root, "dist", "server", `${program}.js`);
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === stampOf(SOURCES);
}

/** A digest of the names and contents of all sources: it does not change when a checkout only touches files. */
function stampOf(sources) {
  const digest = createHash("sha256");
  for (const path of sources.flatMap(filesIn).sort()) {
    const content = readFileSync(join(root, path));
    digest.update(`${path}\n${content.length}\n`).update(content);
  }
  return digest.digest("hex");
}

/** A file itself, or what a folder holds, tests left out. */
function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Builds both sides. The stamp is taken before and written last: a change in between builds again next time. */
async function build() {
  const stamp = stampOf(SOURCES);
  rmSync(STAMP, { force: true });
  await Promise.all([buildServer(), buildClient(), buildDrawing()]);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
}

async function buildServer() {
  rmSync(join(root, "dist", "server"), { recursive: true, force: true });
  await bundle(PROGRAMS, "dist/server");
}

/**
 * Makes each program, by its name, from its source, with the packages that it uses: they load in half the time that it takes
 * to look for their thousand files. What is loaded on demand only is a file of its own.
 */
export async function bundle(programs, outdir) {
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: MACHINE_CODE,
    banner: { js: REQUIRE },
    sourcemap: true,
    sourcesContent: false,
    plugins: [unmapped],
    logLevel: "silent",
  });
}

/** Stacks are to name the lines of ours; a map of all packages would take longer to read than they do. */
const unmapped = {
  name: "unmapped",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules.*\.[cm]?js$/ }, ({ path }) => ({
      contents: `${readFileSync(path, "utf8")}\n//# sourceMappingURL=data:application/json;base64,${NO_MAP}`,
      loader: "default",
    }));
  },
};

async function buildClient() {
  const vite = await import("vite");
  // The manifest says which chunks a page needs; `.size-limit.mjs` weighs them by it.
  await vite.build({
    configFile: join(root, "client", "vite.config.ts"),
    logLevel: "warn",
    build: { manifest: true },
  });
}

/** What draws a page on the server, of the very components that the browser shows it with. */
async function buildDrawing() {
  const vite = await import("vite");
  await vite.build({
    configFile: join(root, "client", "vite.config.ts"),
    logLevel: "warn",
    build: { ssr: join(root, "client", "app", "drawing.tsx"), outDir: "../dist/drawing" },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await build();
  } catch (error) {
    // Both builders say in their message where the fault lies; a stack would only tell of themselves.
    console.error(error.message);
    process.exitCode = 1;
  }
}

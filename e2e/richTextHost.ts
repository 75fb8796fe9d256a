import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { test as base } from "./fixtures";
import type { Site } from "./site";

const CLIENT = fileURLToPath(new URL("../client", import.meta.url));
const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};
const PATH = "/rich-text/";

/** Stories of a text and an editor by themselves. */
export const test = base.extend<object, { host: string }>({
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it leans on
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "throughline-rich-text-"));
      await buildHost(folder);
      await use(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
});

/** Opens that page as somebody new. */
export async function open(
  site: Site,
  host: string,
  options: Parameters<Site["visit"]>[0] = {},
): Promise<Page> {
  const page = await site.visit(options);
  await openHost(page, site.origin, host);
  return page;
}

/** Builds the page that hosts a text and an editor, as the site is built, into a folder of the story's own. */
async function buildHost(outDir: string): Promise<void> {
  await build({
    configFile: join(CLIENT, "vite.config.ts"),
    root: join(CLIENT, "editor"),
    base: PATH,
    logLevel: "warn",
    build: {
      outDir,
      chunkSizeWarningLimit: 2_000,
      emptyOutDir: true,
      rolldownOptions: { input: join(CLIENT, "editor/host.html") },
    },
  });
}

/** Opens it at the server's address, under the very headers that the server gives its own pages. */
async function openHost(page: Page, origin: string, built: string): Promise<void> {
  await page.route(`${origin}${PATH}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(PATH.length);
    if (name !== "") {
      const path = join(built, name);
      if (!existsSync(path)) return route.fulfill({ status: 404 });
      return route.fulfill({ body: readFileSync(path), contentType: TYPES[extname(path)] ?? "text/plain" });
    }
    const own = await route.fetch({ url: `${origin}/` });
    const headers = own.headers();
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "") ?? [];
    if (nonce === "") throw new Error("The server's page has no policy with a nonce.");
    const { "content-length": _, "content-encoding": __, ...kept } = headers;
    const html = readFileSync(join(built, "host.html"), "utf8").replaceAll("__NONCE__", nonce);
    await route.fulfill({ headers: kept, body: html });
  });
  await page.goto(`${origin}${PATH}`);
  await page.getByRole("textbox", { name: "Your reply" }).waitFor();
}

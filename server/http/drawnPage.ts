import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Drawing } from "#shared/http/drawing";

/** A page that was drawn, and what its doors replied for it, by the id of the element that hands it to the app. */
export interface Drawn extends Drawing {
  island: { id: string; reply: unknown };
}

/** The entries of vite's manifest. */
type Manifest = Record<string, { file: string; css?: string[]; imports?: string[] }>;

interface Filling {
  directory: string;
  page: string;
  drawn: Drawn;
  nonce: string;
}

/** Puts what was drawn into the empty page, with its styles, and its scripts to be fetched meanwhile. */
export async function fillPage({ directory, page, drawn, nonce }: Filling): Promise<string> {
  const { styles, scripts } = linked(await manifestIn(directory), drawn.sources);
  const links = [
    ...styles.map((file) => `<link rel="stylesheet" crossorigin href="/${file}" nonce="${nonce}">`),
    ...scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}" nonce="${nonce}">`),
  ].filter((link) => !page.includes(link));
  const { html, title, sheet, island } = drawn;
  const code = (text: string) => `<script nonce="${nonce}">${text}</script>`;
  const head = `${code(drawn.scripts.head)}${links.join("")}<style nonce="${nonce}">${sheet}</style>`;
  const root = `<div id="root" data-drawn>${html}</div>${code(drawn.scripts.end)}`;
  const data = `<script type="application/json" id="${island.id}">${toIsland(island.reply)}</script>`;
  return page
    .replace('<html lang="en">', () => `<html lang="${drawn.language}">`)
    .replace(/<title>.*?<\/title>/, () => title)
    .replace("</head>", () => `${head}</head>`)
    .replace('<div id="root"></div>', () => root + data);
}

/** JSON that can stand within a script element: nothing in it ends or opens one. */
export function toIsland(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The styles and scripts of these sources, with all that they import before they run. */
function linked(manifest: Manifest, sources: readonly string[]): { styles: string[]; scripts: string[] } {
  const seen = new Set<string>();
  const walk = (key: string) => {
    if (seen.has(key) || !manifest[key]) return;
    seen.add(key);
    for (const imported of manifest[key].imports ?? []) walk(imported);
  };
  for (const source of sources) walk(source);
  const entries = [...seen].map((key) => manifest[key]!);
  return {
    styles: [...new Set(entries.flatMap(({ css = [] }) => css))],
    scripts: entries.map(({ file }) => file),
  };
}

const manifests = new Map<string, Promise<Manifest>>();

function manifestIn(directory: string): Promise<Manifest> {
  const known = manifests.get(directory) ?? readManifest(directory);
  manifests.set(directory, known);
  return known;
}

async function readManifest(directory: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(directory, ".vite", "manifest.json"), "utf8"));
}

import { readFileSync } from "node:fs";

/** The budget: all JavaScript that the browser runs before a debrief room stands, in each language. */
export default ["en", "es"].map((language) => ({
  name: `the shell with a debrief room (${language})`,
  path: chunksOf(["index.html", "debriefs/DebriefRoom.tsx", `language/${language}.json`]),
  gzip: true,
  limit: "190 kB",
}));

/** The files of these sources, with everything that they import before they run. */
function chunksOf(sources) {
  const manifest = JSON.parse(readFileSync("dist/client/.vite/manifest.json", "utf8"));
  const seen = new Set();
  const walk = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of manifest[key].imports ?? []) walk(imported);
  };
  for (const source of sources) walk(source);
  return [...seen].map((key) => `dist/client/${manifest[key].file}`);
}

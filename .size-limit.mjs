import { readFileSync } from "node:fs";

/**
 * The budgets: all JavaScript that the browser runs before a debrief room stands; all, with styles, before the app of a thread
 * does; and what a thread needs before it can be read.
 */
export default ["en", "es"].flatMap((language) => [
  {
    name: `the shell with a debrief room (${language})`,
    path: chunksOf([
      "index.html",
      "debriefs/DebriefRoom.tsx",
      `language/${language}.json`,
      `language/${language}.json?part=room`,
    ]),
    gzip: true,
    limit: "190 kB",
  },
  {
    name: `a thread before its app stands (${language})`,
    path: [...chunksOf(threadIn(language)), ...stylesOf(threadIn(language))],
    gzip: true,
    limit: "248 kB",
  },
  {
    // Its words come with the page itself, and no script or font is waited for.
    name: `a thread before it can be read (${language})`,
    path: stylesOf(threadIn(language)),
    gzip: true,
    limit: "17 kB",
  },
]);

function threadIn(language) {
  return [
    "index.html",
    "app/takeOver.tsx",
    "app/CaredForThread.tsx",
    `language/${language}.json`,
    `language/${language}.json?part=writing`,
  ];
}

/** The scripts of these sources, with everything that they import before they run. */
function chunksOf(sources) {
  return entriesOf(sources).map(({ file }) => `dist/client/${file}`);
}

/** The styles that come with them. */
function stylesOf(sources) {
  return [...new Set(entriesOf(sources).flatMap(({ css = [] }) => css))].map((file) => `dist/client/${file}`);
}

function entriesOf(sources) {
  const manifest = JSON.parse(readFileSync("dist/client/.vite/manifest.json", "utf8"));
  const seen = new Set();
  const walk = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of manifest[key].imports ?? []) walk(imported);
  };
  for (const source of sources) walk(source);
  return [...seen].map((key) => manifest[key]);
}

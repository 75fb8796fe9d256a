/** A source file, as far as its imports tell. */
export interface Source {
  /** From the project's root: `server/debriefs/debriefs.reads.ts`. */
  path: string;
  /** What it imports or passes on, as written: `#shared/ids`, `./rooms`, `zod/mini`. */
  imports: readonly string[];
  /** Does nothing but pass on what other files export, or passes on everything of one. */
  isBarrel: boolean;
  callsFetch: boolean;
}

/** "What may import what", sentence by sentence, as the house says it. */
export const sentences = {
  sides: "`shared` imports only `shared` and Zod. `client` and `server` never import each other.",
  infrastructure:
    "Infrastructure (`http`, `live`, `database`, `ui`) imports no feature, save two types: `Viewer` and the events map.",
  gathering:
    "Features are gathered in `server/app.ts`, `server/testing/`, `client/app/` and `shared/events.ts`, and nowhere else.",
  order:
    "Between features the order is search, notifications → care, health → shareouts, commitments, projects, library, messages → forums, debriefs → convenings, groups → files → programs, accounts → campuses → people: each may use what stands to its right. Features in the same place do not know each other.",
  neighbours:
    "From another feature take its contract and policy, its `reads`, or a component; never its model or its commands.",
  inside: "Inside a feature the order is routes → commands → live → reads → model, read in the same way.",
  libraries:
    "One library, one word: Mongoose only in `.model.ts` and `database/`, Express only in `.routes.ts`, `app.ts` and `http/`, Socket.IO only in `.live.ts`, `app.ts` and the two `live/` folders, `fetch` only in `client/http`.",
  spelling: "Inside a folder import by `./`; from elsewhere by `#shared/…` and `#server/…`. No barrel files.",
  embedded: "`server/embedded` is a MongoDB server in miniature; it imports nothing of ours.",
  unknown: "A feature has one name, and that name is a folder on every side: `shared/imports.ts` lists them.",
} as const;

/** The features, from those that know the most to those that know the least. */
const ORDER: readonly (readonly string[])[] = [
  ["search", "notifications"],
  ["care", "health"],
  ["shareouts", "commitments", "projects", "library", "messages"],
  ["forums", "debriefs"],
  ["convenings", "groups"],
  ["files"],
  ["programs", "accounts"],
  ["campuses"],
  ["people"],
];
const INFRASTRUCTURE = [
  "http",
  "live",
  "database",
  "embedded",
  "jobs",
  "mail",
  "ui",
  "language",
  "editor",
  "richText",
];
const GATHERING = ["server/testing", "server/commandLine", "server/bench", "server/fire", "client/app"];
const GATHERING_FILES = ["shared/events", "server/app", "server/main", "client/main"];
/** Listeners react by their own feature's deeds, so they stand where routes do. */
const INSIDE = ["routes listeners", "commands", "live", "reads", "model"];

const LIBRARIES: readonly { library: RegExp; isAtHome: (place: Place) => boolean }[] = [
  {
    library: /^(mongoose|mongodb)(\/|$)/,
    // The embedded store speaks the same protocol, and copies itself to a real server by the real driver.
    isAtHome: ({ word, folder }) => word === "model" || folder === "database" || folder === "embedded",
  },
  {
    library: /^(express|helmet|pino-http)(\/|$)/,
    isAtHome: ({ word, folder, name }) => word === "routes" || folder === "http" || name === "server/app",
  },
  {
    library: /^socket\.io(-client)?(\/|$)/,
    isAtHome: ({ word, folder, name }) => word === "live" || folder === "live" || name === "server/app",
  },
  {
    library: /^(better-auth|@better-auth)(\/|$)/,
    isAtHome: ({ name }) => name.startsWith("server/accounts/"),
  },
];

/** Where a file stands. */
interface Place {
  /** The path without its ending: `server/debriefs/debriefs.reads`. */
  name: string;
  side: string;
  /** `debriefs`; empty at the top of a side. */
  folder: string;
  /** One of the ten words, or whatever stands in its place; empty where there is none. */
  word: string;
  kind: "feature" | "infrastructure" | "gathering" | "unknown";
  isComponent: boolean;
}

/** Every sentence that a file breaks, with the import that breaks it. Tests may look anywhere on their own side. */
export function brokenSentences(source: Source): { sentence: string; because: string }[] {
  const from = placeOf(source.path);
  const isTest = /\.test\.tsx?$|\/testing\.ts$/.test(source.path);
  const broken: { sentence: string; because: string }[] = [];
  const note = (sentence: string | null, because: string) => {
    if (sentence !== null) broken.push({ sentence, because });
  };

  if (from.kind === "unknown") note(sentences.unknown, source.path);
  if (source.isBarrel || /(^|\/)index\.tsx?$/.test(source.path)) note(sentences.spelling, "a barrel");
  if (source.callsFetch && !isTest && mustNotFetch(from)) note(sentences.libraries, "fetch");
  for (const written of source.imports) {
    const path = pathOf(source.path, written);
    if (path === null) note(judgeLibrary(from, written, isTest), written);
    else note(judge(from, placeOf(path), isTest) ?? judgeSpelling(source.path, written, path), written);
  }
  return broken;
}

function judgeLibrary(from: Place, library: string, isTest: boolean): string | null {
  if (isTest || from.side === "e2e") return null;
  if (from.side === "shared") return /^zod(\/|$)/.test(library) ? null : sentences.sides;
  // Whoever gathers may also drive the server from outside, with the libraries of a client.
  if (from.kind === "gathering" && from.folder !== "") return null;
  const home = LIBRARIES.find((one) => one.library.test(library));
  return home === undefined || home.isAtHome(from) ? null : sentences.libraries;
}

function mustNotFetch({ side, folder, kind }: Place): boolean {
  if (side === "e2e" || (side === "client" && folder === "http")) return false;
  return side === "client" || kind !== "gathering";
}

function judgeSpelling(from: string, written: string, to: string): string | null {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (written.startsWith("./"))
    return there === here || there.startsWith(`${here}/`) ? null : sentences.spelling;
  // Upwards, but not out of the feature's folder; the client has no name for its own side.
  if (written.startsWith("../")) {
    const isInside = sectionOf(from) === sectionOf(to) && sectionOf(from).includes("/");
    return isInside || (from.startsWith("client/") && to.startsWith("client/")) ? null : sentences.spelling;
  }
  // At the top of a side either spelling is clear.
  return here === there && here.includes("/") ? sentences.spelling : null;
}

function judge(from: Place, to: Place, isTest: boolean): string | null {
  if (from.side === "e2e") return null;
  if (to.side !== from.side && to.side !== "shared") return sentences.sides;
  if (isTest || from.kind === "gathering") return null;
  if (from.folder === "embedded") return to.folder === "embedded" ? null : sentences.embedded;
  if (to.kind === "gathering") return to.name === "shared/events" ? null : sentences.gathering;
  if (to.kind !== "feature") return null;
  if (from.kind !== "feature") return to.name.startsWith("shared/people/") ? null : sentences.infrastructure;
  return from.folder === to.folder ? judgeInside(from, to) : judgeNeighbour(from, to);
}

function judgeNeighbour(from: Place, to: Place): string | null {
  if (rankOf(to.folder) <= rankOf(from.folder)) return sentences.order;
  if (to.side === "shared") return to.word === "apply" ? sentences.neighbours : null;
  const isOffered = to.side === "server" ? to.word === "reads" : to.isComponent || to.word === "queries";
  return isOffered ? null : sentences.neighbours;
}

/** Words of one kind may lean on each other: a feature's second noun has its own file. */
function judgeInside(from: Place, to: Place): string | null {
  if (to.side !== "server") return null;
  const [mine, theirs] = [from, to].map(({ word }) => INSIDE.findIndex((words) => words.includes(word)));
  return from.word !== "" && to.word !== "" && theirs! < mine! && theirs !== -1 ? sentences.inside : null;
}

function rankOf(feature: string): number {
  return ORDER.findIndex((features) => features.includes(feature));
}

function placeOf(path: string): Place {
  const name = path.replace(/\.(test\.)?tsx?$/, "");
  const [side = "", ...rest] = name.split("/");
  const folder = rest.length > 1 ? rest[0]! : "";
  const base = rest.at(-1) ?? "";
  const [, word = ""] = base.replace(/\.test$/, "").split(".");
  return { name, side, folder, word, kind: kindOf(name, side, folder), isComponent: /^[A-Z]/.test(base) };
}

function kindOf(name: string, side: string, folder: string): Place["kind"] {
  if (side === "e2e" || GATHERING_FILES.includes(name)) return "gathering";
  if (GATHERING.includes(`${side}/${folder}`)) return "gathering";
  if (folder === "" || INFRASTRUCTURE.includes(folder)) return "infrastructure";
  return rankOf(folder) === -1 ? "unknown" : "feature";
}

/** The project path that an import leads to, or null where it leads to a package. */
function pathOf(from: string, written: string): string | null {
  if (written.startsWith("#")) return written.slice(1);
  if (!written.startsWith(".")) return null;
  const parts = folderOf(from).split("/");
  for (const part of written.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The feature's folder on its side, however deep the file lies in it. */
function sectionOf(path: string): string {
  return folderOf(path).split("/").slice(0, 2).join("/");
}

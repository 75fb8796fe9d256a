import { parse } from "@formatjs/icu-messageformat-parser";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const SERVER = process.env.SERVER_URL ?? "http://127.0.0.1:3000";

/** Of the folder of debriefs, what leads to a room, and what is fetched in it later or by some alone. */
const APART = [
  "DebriefRoom",
  "DebriefList",
  "DebriefRow",
  "MyDebriefs",
  "NextUnscheduled",
  "JoinByCode",
  "ScheduleDebrief",
  "AttributionField",
  "GroupRooms",
  "groupRooms.queries",
  "OpenRoomForm",
  "openRoomDraft",
  "Projector",
  "QrCode",
  "Digest",
  "useFitText",
  "FacilitatorBar",
  "TakeBreath",
  "Toolbar",
  "HoldPrompt",
  "Waiting",
  "WaitingRemark",
  "OwnHeldRemarks",
  "AnswerTo",
  "held.queries",
  "facilitating.words",
  "debriefs.words",
  "afterDigest",
  "shortcuts",
  "debriefs.queries",
  "useRoomRefusal",
  "facilitatedParts",
  "ownParts",
  "PeopleFacilitated",
  "HandsFacilitated",
  "PersonInRoomMenu",
  "PausePerson",
  "PauseFrom",
  "PauseNotice",
  "pauses.queries",
  "OwnLine",
  "Lines",
  "LinesWaiting",
  "LineSheet",
  "LineStrip",
  "LineTalk",
  "LineComposer",
  "useLineDraft",
  "useLinePosts",
  "lines.queries",
  "lines.words",
];

/** What a room is made of when it opens. */
const ROOM = new RegExp(
  `client/debriefs/(?!(${APART.map((name) => name.replace(".", "\\.")).join("|")})\\b)|shared/debriefs/(timer|hands|debriefs\\.apply)\\b`,
);

/** Which sources lie together: a chunk of its own for each would weigh more than all of them. */
const TOGETHER = {
  groups: [
    { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 30 },
    { name: "router", test: /node_modules\/react-router\//, priority: 20 },
    // A room in one piece: what is fetched later leans on some of it, which apart would weigh more.
    {
      name: "room",
      test: ROOM,
      priority: 15,
      includeDependenciesRecursively: false,
    },
    // Small parts that nearly every page shares: each in a chunk of its own would weigh more than all of them.
    // What reads lists in pages comes with the first page that has one: a room has none.
    {
      name: "base",
      test: /client\/(live|http|ui(?!\/(DialogLayer|Menu|Line|Chips|Face|Notice|Field|FormError|useFormErrors|ShowMore|FormEnds|Crumbs))|language\/\w+\.tsx?$)|shared\/(live|http|people|campuses(?!\/roles\.contract)|accounts|ids|languages)|node_modules\/(zod|zustand|@tanstack(?!.*\/(queriesObserver|useQueries|infiniteQueryObserver|useInfiniteQuery)\.)|react-intl|@formatjs|intl-messageformat)\//,
      priority: 10,
      includeDependenciesRecursively: false,
    },
  ],
};

export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  plugins: [
    react(),
    catalogues(),
    summaries(),
    { ...optimizeLocales.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" },
  ],
  // The server replaces the placeholder in index.html with the nonce of the answer.
  html: { cspNonce: "__NONCE__" },
  resolve: {
    // Catalogues are parsed when building, so the browser needs no parser (see `catalogues`).
    alias: { "@formatjs/icu-messageformat-parser": "@formatjs/icu-messageformat-parser/no-parser.js" },
  },
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    // No data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    // What a page fetches is weighed by `.size-limit.mjs`; the editor is large, and comes when somebody writes.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        ...(isSsrBuild ? {} : { codeSplitting: TOGETHER }),
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      "/api": SERVER,
      "/health": SERVER,
      "/socket.io": { target: SERVER, ws: true },
    },
  },
  // What draws a page on the server lies beside it with all that it is made of.
  ...(isSsrBuild && { ssr: { noExternal: true }, define: { "process.env.NODE_ENV": '"production"' } }),
}));

/** What only some pages say: fetched with the first of them, not with the shell. See `language/catalogues.ts`. */
const PARTS = {
  /**
   * What only those who look after something read: what waits, was reported and was done, the rules and categories of
   * their space, how it comes and goes. Of a thread anybody may report what is wrong with it.
   */
  care: /^(care\.(?!report\.|reason\.)|forums\.(heldQueue|holding|categories(?!\.manage$)|import|export)\.)/,
  /** What only whoever starts a thread reads. */
  starting:
    /^forums\.(kindHint\.|placeholder\.|start\.(?!do$)|field\.(kind$|body$|alsoIn|notThere$|nowhereElse$)|poll\.(options|isMultiple))/,
  /** What only is said of proposals. */
  deciding: /^forums\.(decision|position)\./,
  /** The settings, with mail and feeds. */
  mail: /^(mail|feeds|settings(?!\.language$))\./,
  search: /^search\./,
  /** Threads, and what is written and shown in them. */
  writing: /^(forums|care|editor|richText|files)\./,
  /** What only whoever has blocked somebody reads, or is about to. */
  blocks: /^blocks\./,
  notifications: /^notifications\./,
  groups: /^groups\./,
  roles: /^roles\./,
  /** What only whoever runs a room reads: their bar, whom they pause and call, who wrote to them, and the wall. Undoing stands in the guide too. Before the room's. */
  facilitating:
    /^debriefs\.(bar\.(?!undo$)|pause\.|lines\.|hands\.(call|lower|choose|spoken)|breath\.(what|field|hint)$|wall\.|projector\.(?!qr$))/,
  digest: /^debriefs\.digest\./,
  /** What only a room says. */
  room: /^debriefs\.(refused|hands?|stream|composer|as|segment|stagePrompt|placeholder|answer|withdraw|guide|say|breath|entering|kind|tabs|timer|unnamed|writing|record|floor|before|bar)(\.|$)/,
  /** What leads to one: today, the convenings, the debriefs of each, scheduling one, entering by a code. */
  gathering: /^(today|convenings|debriefs\.(join|schedule|own|live|list))\./,
  /** What is read of remarks that wait for a facilitator, by the one and by their author; and by whoever is paused. */
  held: /^debriefs\.(held|waiting|paused)\./,
  /** What is read of a private line, at both of its ends. */
  line: /^debriefs\.line\./,
  /** What strangers read: the welcome, who is in the demonstration, signing in and up, confirming an address. */
  proof: /^(proof\.|signUp\.|welcome\.|accounts\.(cast|part\.|beSomeone|newHere|signInLead|signInToGoOn))/,
};

/**
 * Turns the strings of `language/*.json` into the parsed messages that react-intl formats without a parser, and parts
 * what every page may say from what some do.
 */
function catalogues(): Plugin {
  return {
    name: "throughline:catalogues",
    enforce: "pre",
    transform: {
      filter: { id: /\/client\/language\/[a-z]{2}\.json(\?part=\w+)?$/ },
      handler(json, id) {
        const messages: Record<string, string> = JSON.parse(json);
        const wanted = id.split("?part=")[1];
        const parsed = Object.entries(messages)
          .filter(([key]) => partOf(key) === wanted)
          .map(([key, text]) => [key, parse(text)]);
        // JSON.parse of a string is read faster than an object literal and is no eval.
        const code = `export default JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(parsed)))});`;
        return { code, moduleType: "js", map: null };
      },
    },
  };
}

/** Leaves out what the doors' contracts say to the readers of the API alone. */
function summaries(): Plugin {
  return {
    name: "throughline:summaries",
    enforce: "pre",
    transform: {
      filter: { id: /\/shared\/.*\.ts$/ },
      handler: (code) => ({ code: code.replaceAll(/^ +summary:\s*"(?:[^"\\\n]|\\.)*",$/gm, ""), map: null }),
    },
  };
}

/** The part to which a message belongs; undefined for what every page may say. */
function partOf(key: string): string | undefined {
  return Object.entries(PARTS).find(([, keys]) => keys.test(key))?.[0];
}

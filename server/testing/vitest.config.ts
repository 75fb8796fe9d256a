import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Unit and integration tests of every side; browser stories live in `e2e` and run under Playwright. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["shared/**/*.test.ts", "server/**/*.test.ts", "client/**/*.test.{ts,tsx}"],
    globalSetup: "server/build/testPrograms.mjs",
    // Much of a test is waiting for the store and for sockets, so two files at once fit two cores.
    maxWorkers: 2,
    // What a file leaves behind is a fault of it: every server is closed, and the next file starts its own.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

import { bundle } from "./build.mjs";

/** Before the tests run: bundles what they start as processes of their own, as `server/testing/programs.ts` names it. */
export default async function setup() {
  const programs = {
    main: "server/main.ts",
    store: "server/embedded/main.ts",
    mailWorker: "server/testing/mailWorker.ts",
  };
  await bundle(programs, ".cache/programs/server");
}

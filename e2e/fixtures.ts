import { test as base, expect } from "@playwright/test";
import { Server } from "./server";
import { Site } from "./site";

interface Options {
  /** The site is a demonstration, with its cast. */
  isDemo: boolean;
}

interface Lasting {
  /** The data of a server that was started once and stopped. */
  template: Server;
  /** One server for all stories of a worker. */
  lastingServer: Server;
}

interface Fixtures {
  /** A site of the story's own, on a server of its own: for stories that change what others would see. */
  site: Site;
  /** A site that stories share one after the other: for those that look, or that keep to a corner of their own. */
  sharedSite: Site;
}

/** Whole stories in real browsers against the real, built server. */
export const test = base.extend<Fixtures, Options & Lasting>({
  isDemo: [true, { option: true, scope: "worker" }],

  template: [
    async ({ isDemo }, use) => {
      const server = new Server({ isDemo });
      await server.start();
      await server.stop();
      await use(server);
      await server.remove();
    },
    { scope: "worker" },
  ],

  lastingServer: [
    async ({ isDemo }, use) => {
      const server = new Server({ isDemo });
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: "worker" },
  ],

  site: async ({ isDemo, template, browser }, use, info) => {
    const server = new Server({ isDemo, template: template.dataDirectory });
    try {
      await server.start();
      await tell(new Site(server, browser), use, info);
    } finally {
      await server.remove();
    }
  },

  sharedSite: async ({ lastingServer, browser }, use, info) => {
    await tell(new Site(lastingServer, browser), use, info);
  },
});

export { expect };

/** Lets the story run; then everybody leaves, and nothing may have gone wrong where nobody looked. */
async function tell(
  site: Site,
  use: (site: Site) => Promise<void>,
  info: { status?: string; attach(name: string, options: { body: string }): Promise<void> },
): Promise<void> {
  await use(site);
  if (info.status !== "passed") {
    for (const said of await site.whatIsSaid()) await info.attach("page", { body: said });
    await info.attach("server.log", { body: site.server.log });
  }
  await site.close();
  expect(site.faults, "faults that no page showed").toEqual([]);
}

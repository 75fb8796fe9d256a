import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remark } from "./figures";
import { measureCrowd } from "./room/crowd";
import { measureFanOut } from "./room/fanOut";
import { seed, startBare, startOurs, startWs } from "./room/servers";
import { measureStalledReader } from "./room/stalledReader";
import { measureTyping } from "./room/writing";

/** People of the campus whose rooms are measured, and its rooms. */
const MEMBERS = 2_000;
const ROOMS = 8;

/**
 * What a debrief room costs, beside a bare Socket.IO server that carries the same bytes in the same minute. Servers and
 * load run in processes of their own and take turns, so that whatever else the machine does falls on both.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-bench-"));
  try {
    const ours = join(folder, "ours");
    const seeded = seed(ours, MEMBERS, ROOMS);
    remark(`a campus of ${MEMBERS}; Socket.IO over WebSocket alone, no compression; ratios are ours / bare`);
    await measureCrowd(ours, seeded);
    await withServers(ours, join(folder, "flushed"), async (servers) => {
      await measureFanOut(servers, seeded);
      await measureTyping(servers, seeded);
    });
    await measureStalledReader(ours, seeded);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The servers that take turns. */
export type Servers = Awaited<ReturnType<typeof startAll>>;

async function withServers(ours: string, flushed: string, measure: (servers: Servers) => Promise<void>) {
  const servers = await startAll(ours, flushed);
  try {
    await measure(servers);
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

async function startAll(ours: string, flushed: string) {
  return {
    bare: await startBare(),
    flushed: await startBare(flushed),
    ws: await startWs(),
    ours: await startOurs(ours),
  };
}

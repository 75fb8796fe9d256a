import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { changeStage } from "#server/debriefs/stage.commands";
import { launchStore } from "#server/embedded/launcher";
import { addDebrief, buildWorld, type World } from "#server/testing/world";
import { newId } from "#shared/ids";
import { buildMembers, signIn } from "../members";

/** What the bench finds in the folder that was seeded. */
export interface Seeded {
  /** Channels of rooms that are live, all of one campus. */
  channels: string[];
  /** `Cookie` headers of that campus's members. */
  cookies: string[];
}

/** Fills a data folder with a campus of so many members and so many live rooms. Arguments: folder, members, rooms. */
const [folder = "", members = "0", rooms = "0"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const store = await launchStore({ dataDirectory: folder });
await connectDatabase(store.uri);
await ensureIndexes();

const world = await buildWorld();
const seeded: Seeded = {
  channels: await openRooms(world, Number(rooms)),
  cookies: await signIn(folder, await buildMembers(world.campuses.alder, Number(members))),
};
writeFileSync(join(folder, "seeded.json"), JSON.stringify(seeded));
await disconnectDatabase();
await store.stop();
process.exit(0);

async function openRooms(world: World, count: number): Promise<string[]> {
  const channels: string[] = [];
  for (let place = 0; place < count; place++) {
    const { debriefId: id } = await addDebrief(world, world.campuses.alder);
    const facilitator = { role: "facilitator", scopeKind: "room", scopeId: id } as const;
    const fay = { ...world.people.fay, roles: [facilitator] };
    await changeStage(fay, id, { deedId: newId(), to: "open" });
    await changeStage(fay, id, { deedId: newId(), to: "live" });
    channels.push(`debriefs:${id}`);
  }
  return channels;
}
